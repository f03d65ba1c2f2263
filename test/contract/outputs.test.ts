import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { singleUser } from '../../src/main/users/single-user.ts';
import { judgedMessageSchema } from '../../src/shared/contract/line-message.ts';
import { rolesWith } from '../../src/shared/domain/permissions.ts';
import { roles } from '../../src/shared/domain/role.ts';
import { openDataServices } from '../support/data-services.ts';
import { startProgram } from '../support/run-program.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import { openStationUnderTest } from './station-under-test.ts';

const receivedSchema = judgedMessageSchema.extend({ number: z.number() });

/** Reads the results in the files of a folder, in order. */
function received(folder: string) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => receivedSchema.parse(JSON.parse(line)));
}

test('every part of the line goes out once, in order, good ones too; what waits survives a restart', async () => {
  const { folder, station, client, bugs, products, source, inspect, judgeAll } = await openWatchedLine();
  const [{ productId, modelId }] = products;
  const results = join(folder, 'results');
  mkdirSync(results);
  await client.settings.set({ values: { 'station.name': 'Line 3' }, expected: 0 });
  const { id } = await client.outputs.add({
    name: 'Folder',
    enabled: true,
    target: { kind: 'file', folder: results, format: 'json-lines' },
  });
  const session = await client.inspection.start({ productId, source });
  const shown = [await inspect(1), await inspect(2)];
  await judgeAll(productId, 'defect');
  shown.push(await inspect(3));
  await judgeAll(productId, 'good');
  shown.push(await inspect(4));
  await vi.waitFor(async () => expect((await client.outputs.list())[0]?.state.waiting).toBe(0), 20_000);

  // When the folder disappears, the line goes on and its results wait, even across the end of the station.
  renameSync(results, `${results}-away`);
  shown.push(await inspect(5), await inspect(6));
  expect(await client.outputs.test({ id })).toMatchObject({
    delivered: false,
    state: {
      lamp: 'waiting',
      waiting: 3,
      failure: {
        message: expect.stringContaining(results),
        trouble: { kind: 'folderMissing', values: { path: results } },
      },
    },
  });
  expect((await client.inspection.stop({ sessionId: session.id })).counts).toMatchObject({ dropped: 0 });
  await station.close();
  expect(bugs).toEqual([]);
  renameSync(`${results}-away`, results);

  const again = await openStationUnderTest(folder);
  const reader = createRouterClient(again.station.router, { context: { user: singleUser } });
  await vi.waitFor(async () => expect((await reader.outputs.list())[0]?.state.waiting).toBe(0), 20_000);
  expect(await reader.outputs.messages({ id })).toMatchObject([
    { number: 7, body: { kind: 'test' } },
    {},
    {},
    {},
    {},
    {},
    {},
  ]);
  const file = readdirSync(results)[0] ?? '';
  expect(file).toMatch(/^parts-Line-3-\d{4}-\d\d-\d\d\.jsonl$/);
  const lines = readFileSync(join(results, file), 'utf8').trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    ...shown.map(
      ({ frameNumber, name, score, verdict, thresholds, regions, entryId, capturedAt }, index) => ({
        number: index + 1,
        kind: 'part',
        station: 'Line 3',
        product: 'Disc',
        sessionId: session.id,
        productId,
        modelId,
        frameNumber,
        name,
        score,
        verdict,
        thresholds,
        regions,
        entryId,
        capturedAt,
        logged: true,
      }),
    ),
    { number: 7, kind: 'test', station: 'Line 3' },
  ]);
  expect(shown.map(({ verdict }) => verdict).slice(2, 4)).toEqual(['defect', 'good']);
  expect(again.bugs).toEqual([]);
});

test('of a station that is killed in the middle, no part that was logged is lost and none is out of order', async () => {
  const folder = temporaryFolder();
  const [home, results] = [join(folder, 'home'), join(folder, 'results')];
  mkdirSync(results);
  const { productId, modelId } = await makeSmallProduct(home);
  const before = await openStationUnderTest(folder);
  const client = createRouterClient(before.station.router, { context: { user: singleUser } });
  const target = { kind: 'file', folder: results, format: 'json-lines' } as const;
  await client.outputs.add({ name: 'Folder', enabled: true, target });
  const limits = (await client.products.get({ id: productId })).thresholds?.id ?? 0;
  await before.station.close();

  for (const parts of [30, 60]) {
    const given = [home, productId, modelId, randomUUID(), String(limits)];
    const program = startProgram('test/support/programs/log-parts.ts', given);
    await program.says(new RegExp(`logged ${parts}\\b`));
    program.child.kill('SIGKILL');
    await program.end;
  }
  const services = openDataServices(home);
  const logged = z
    .array(z.object({ session: z.string(), number: z.number() }))
    .parse(
      services.database
        .prepare('SELECT session_id AS session, frame_number AS number FROM inspections ORDER BY id')
        .all(),
    );
  services.close();

  const { station, bugs } = await openStationUnderTest(folder);
  const reader = createRouterClient(station.router, { context: { user: singleUser } });
  await vi.waitFor(async () => expect((await reader.outputs.list())[0]?.state.waiting).toBe(0), 20_000);
  // A receiver drops repeated results by their number.
  const parts = new Map(received(results).map((part) => [part.number, part]));
  expect([...parts.keys()]).toEqual([...parts.keys()].sort((a, b) => a - b));
  expect([...parts.values()].map(({ sessionId, frameNumber }) => [sessionId, frameNumber])).toEqual(
    logged.map(({ session, number }) => [session, number]),
  );
  expect(logged.length).toBeGreaterThan(90);
  expect(bugs).toEqual([]);
});

test('who may not change outputs changes none, and input beyond its bounds is refused', async () => {
  const { station, folder, bugs } = await openStationUnderTest();
  const target = { kind: 'file', folder, format: 'csv' } as const;
  const output = { name: 'Folder', enabled: true, target };
  for (const role of roles) {
    const person = createRouterClient(station.router, { context: { user: { name: role, roles: [role] } } });
    const add = person.outputs.add({
      ...output,
      name: role,
      target: { ...target, folder: `${folder}/none` },
    });
    const may = rolesWith('outputs.change').includes(role);
    await expect(add).rejects.toMatchObject({ code: may ? 'NOT_FOUND' : 'FORBIDDEN' });
    const list = person.outputs.list();
    if (rolesWith('outputs.see').includes(role)) expect(await list).toEqual([]);
    else await expect(list).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  for (const wrong of [
    { ...output, name: ' ' },
    { ...output, name: 'x'.repeat(61) },
    { ...output, name: 'a\nb' },
    { ...output, target: { ...target, folder: '' } },
    { ...output, target: { ...target, folder: `/${'x'.repeat(4096)}` } },
    { ...output, target: { ...target, folder: 'results' } },
  ]) {
    await expect(client.outputs.add(wrong)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
  await expect(client.outputs.test({ id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.outputs.messages({ id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await client.outputs.list()).toEqual([]);
  expect(bugs).toEqual([]);
});
