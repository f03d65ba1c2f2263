import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLogRepository } from '../../../../src/main/log/repository.ts';
import { createPartsRepository } from '../../../../src/main/log/parts-repository.ts';
import { noFiles } from '../../../../src/main/log/files.ts';
import { createPartTables } from '../../../../src/main/plant/travelling-parts-repository.ts';
import { nextRows } from '../../../../src/main/plant/travelling-rows.ts';
import { plantPartSchema } from '../../../../src/shared/plant/part.ts';
import type { Membership } from '../../../../src/shared/plant/membership.ts';
import type { PartView } from '../../../../src/shared/contract/part-views.ts';
import { addSession } from '../../../support/add-session.ts';
import { openPlantStation } from '../../../support/plant-station.ts';
import { uninspectedPart } from '../../../support/part-result.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('what travels: a part of one lane, one that was not inspected, one of a group once with its views; no frame', async () => {
  const folder = temporaryFolder();
  const station = await openPlantStation(join(folder, 'home'));
  onTestFinished(station.end);
  const { database, addGood, part, rows } = station;
  // A station in a plant records the order of its groups' parts.
  rows.join(membership, 'local', 0, false);
  const log = createLogRepository(database);
  const views = createPartsRepository(database, () => undefined);
  addGood(1);
  addGood(2, { partNumber: null });
  log.addEntry({ ...uninspectedPart({ reason: 'late', detail: 'Too late' }), ...place(part(3)) }, noFiles);
  const top = await addSession({ folder, ...station }, { lane: 2, laneName: 'Top', groupName: 'Both' });
  const grouped = { ...part(4), sessionId: top, lane: 2, laneName: 'Top', groupName: 'Both' };
  log.addGood(grouped);
  const seen: PartView[] = [
    { lane: 1, laneName: 'Side', verdict: 'not-inspected', score: null, reason: 'missing', entryId: null },
    { lane: 2, laneName: 'Top', verdict: 'good', score: grouped.score, reason: null, entryId: null },
  ];
  const told = uninspectedPart({ ...place(grouped), groupName: 'Both', reason: 'late' });
  views.add({ part: { ...told, partNumber: 4, groupName: 'Both' }, views: seen });

  const found = nextRows(createPartTables(database, 12), {}, 100);
  const messages = (await Promise.all(found.map(async ({ message }) => message()))).flatMap(
    (one) => one ?? [],
  );
  expect(messages.map(({ id }) => id.replace(/\d+$/, ''))).toEqual(['12-p-1-', '12-p-3-', '12-p-4-']);
  const [judged, late, both] = messages.map(({ body }) => plantPartSchema.parse(body));
  expect(judged).toMatchObject({ station: 12, verdict: 'good', views: [], milliseconds: 21.5 });
  expect(late).toMatchObject({ verdict: 'not-inspected', reason: 'late', detail: 'Too late', entry: 1 });
  expect(both).toMatchObject({
    verdict: 'not-inspected',
    groupName: 'Both',
    entry: null,
    views: seen,
    detail: 'No view of the part came from “Side”.',
  });
});

const membership: Membership = {
  format: 1,
  invitation: crypto.randomUUID(),
  plant: 'Test',
  identity: null,
  station: 12,
  authority: null,
  servers: ['nats://127.0.0.1:1'],
  credentials: { kind: 'creds', text: 'none' },
};

type Part = Awaited<ReturnType<typeof openPlantStation>>['part'];

/** Returns where a part was seen. */
function place({ sessionId, productId, modelId, partNumber, frameNumber, capturedAt }: ReturnType<Part>) {
  return { sessionId, productId, modelId, partNumber, frameNumber, capturedAt };
}
