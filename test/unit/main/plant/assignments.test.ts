import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { createAssignmentsRepository } from '../../../../src/main/plant/assignments-repository.ts';
import { createAssignments } from '../../../../src/main/plant/assignments.ts';
import { writeToken } from '../../../../src/main/plant/token.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { assignmentAnswerSchema, type Assignment } from '../../../../src/shared/plant/assignment.ts';
import { assignmentKey, buckets } from '../../../../src/shared/plant/subjects.ts';
import { openDataServices } from '../../../support/data-services.ts';
import { natsMissing, openNats } from '../../../support/nats-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testFrame } from '../../../support/test-frame.ts';
import { openWatchedLine } from '../../../support/watched-line.ts';

const patience = { timeout: 30_000, interval: 50 };

/** Packs the files of a folder into one archive. */
async function packed(folder: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const name of readdirSync(folder)) zip.addFile(join(folder, name), name, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(natsMissing !== '')('a model that the plant assigns', { timeout: 90_000 }, () => {
  test('is fetched, tried on the known parts and activated, or refused with the reason, and taken back', async () => {
    const { station, client, products, spareModelId } = await openWatchedLine(['Disc']);
    const [{ productId, modelId }] = products;
    const server = await openNats(temporaryFolder());
    onTestFinished(() => server.end('SIGKILL'));
    await client.membership.join({ token: writeToken(server.membership(1)) });
    const connection = await server.connectAsHost();
    onTestFinished(() => connection.close());
    const objects = await new Objm(connection).open(buckets.objects);
    const assignments = await new Kvm(connection).open(buckets.assignments);
    const answers = await new Kvm(connection).open(buckets.answers);

    const archive = await packed(join(station.paths.models, spareModelId));
    const sha256 = hashOf(archive);
    await objects.putBlob({ name: sha256 }, archive);
    const other = 'f'.repeat(64);
    await objects.putBlob({ name: other }, archive);
    const graphSha256 = hashOf(readFileSync(join(station.paths.models, spareModelId, 'model.onnx')));

    async function assign(change: Partial<Assignment>): Promise<string> {
      const id = crypto.randomUUID();
      const assignment: Assignment = {
        format: 1,
        station: 1,
        id,
        product: { name: 'disc' },
        by: 'Mei',
        at: Date.now(),
        note: '',
        model: { sha256, bytes: archive.length, graphSha256 },
        limits: { review: 1e8, defect: 1e9 },
        ...change,
      };
      await assignments.put(assignmentKey(1, id), JSON.stringify(assignment));
      return id;
    }
    const answered = async (id: string): Promise<unknown> => {
      const entry = await answers.get(assignmentKey(1, id));
      return entry && assignmentAnswerSchema.parse(entry.json());
    };
    const expectAnswer = (id: string, answer: object): Promise<unknown> =>
      vi.waitFor(async () => expect(await answered(id)).toMatchObject(answer), patience);
    const active = async (): Promise<string | null> =>
      (await client.products.get({ id: productId })).activeModelId;

    await expectAnswer(await assign({}), { outcome: 'refused', reason: 'no-known-parts' });
    const picture = new Uint8Array(await encodePng(testFrame(5, 96, 80)));
    const file = new File([picture], 'good.png', { type: 'image/png' });
    const label = { purpose: 'test', label: 'good', kind: null } as const;
    await client.datasets.upload({ productId, file, origin: 'upload', label });

    await expectAnswer(await assign({ limits: { review: -2e9, defect: -1e9 } }), {
      outcome: 'refused',
      reason: 'known-parts-failed',
      detail: '1 of 1 known parts are judged wrong: “good.png” (good): defect',
    });
    const model = { sha256: other, bytes: archive.length, graphSha256 };
    await expectAnswer(await assign({ model }), { outcome: 'refused', reason: 'wrong-hash' });
    await expectAnswer(await assign({ product: { name: 'Ring' } }), { reason: 'no-product' });
    expect(await active()).toBe(modelId);

    const taken = await assign({});
    await expectAnswer(taken, { outcome: 'activated', before: { id: modelId } });
    expect(await active()).toBe(spareModelId);
    const [activation] = await client.models.activations({ productId });
    expect(activation).toMatchObject({ modelId: spareModelId, activatedBy: 'Mei' });
    await assignments.delete(assignmentKey(1, taken));
    await expectAnswer(taken, { outcome: 'taken-back' });
    expect(await active()).toBe(modelId);
  });
});

test('an assignment that is withdrawn while its model is fetched is not taken any more', async () => {
  const services = openDataServices(temporaryFolder());
  onTestFinished(() => services.close());
  const unasked = () => expect.unreachable();
  const assignments = createAssignments({
    products: services.products,
    models: services.models,
    jobsFolder: services.paths.jobs,
    rows: createAssignmentsRepository(services.database),
    modelImport: { look: unasked, take: unasked },
    shifts: { tryModel: unasked },
  });
  const id = crypto.randomUUID();
  const sha256 = 'a'.repeat(64);
  const assignment: Assignment = {
    format: 1,
    station: 1,
    id,
    product: { name: 'Disc' },
    by: 'Mei',
    at: Date.now(),
    note: '',
    model: { sha256, bytes: 1, graphSha256: sha256 },
    limits: null,
  };
  expect(await assignments.takeBack(1, id)).toBeNull();
  expect(await assignments.take(assignment, join(temporaryFolder(), 'model.zip'))).toBeNull();
  expect(assignments.answered(id)).toBeNull();
});
