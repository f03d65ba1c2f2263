import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { noLine } from '../../../../src/main/line/no-line.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { watched, openLog, start } from '../../../support/log.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { uninspectedPart } from '../../../support/part-result.ts';
import { openOutputs } from '../../../support/outputs.ts';

/** Opens a log whose parts go to a folder, with a product under inspection. */
async function opened(mostWaiting?: number) {
  const log = openLog();
  const session = await log.session('Disc', watched);
  const folder = join(log.folder, 'results');
  mkdirSync(folder);
  const { outputs, outbox, recorder, faults } = openOutputs(log, mostWaiting);
  onTestFinished(() => outputs.close());
  const output = await outputs.add(
    { name: 'Folder', enabled: true, target: { kind: 'file', folder, format: 'json-lines' } },
    singleUser,
  );
  return {
    log,
    folder,
    outputs,
    outbox,
    faults,
    output,
    record: (number: number, score: number) => recorder.record(log.inspected(session, number, score, number)),
    recordUninspected: (frameNumber: number) => {
      const { id: sessionId, productId, modelId } = session;
      const part = uninspectedPart({
        sessionId,
        productId,
        modelId,
        frameNumber,
        capturedAt: start + frameNumber,
        reason: 'not-logged',
      });
      return recorder.record({ part, source: watched, picture: null, map: null });
    },
    /** Returns the contents of the files, in order. */
    written: (): unknown[] =>
      readdirSync(folder)
        .sort()
        .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
        .map((line): unknown => JSON.parse(line)),
    waiting: () => outbox.countWaiting(output.id),
    state: () => outputs.get(output.id).state,
  };
}

test('good parts and others leave after they were logged, in order, with the entry that shows them', async () => {
  const { outputs, record, written, faults, waiting } = await opened();
  outputs.start(noLine);
  const entries = [await record(0, 1), await record(1, 3), await record(2, 5)];
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  expect(written()).toMatchObject(
    (['good', 'review', 'defect'] as const).map((verdict, index) => ({
      number: index + 1,
      kind: 'part',
      product: 'Disc',
      frameNumber: index,
      verdict,
      name: `part-${index}.png`,
      capturedAt: start + index,
      logged: true,
      entryId: entries[index],
    })),
  );
  expect(entries[0]).toBeNull();
  expect(faults).toEqual([]);
});

test('what lies in the outbox when the station ends leaves before it has ended', async () => {
  const { outputs, record, written, waiting } = await opened();
  outputs.start(noLine);
  for (let number = 0; number < 5; number++) await record(number, 1);
  await outputs.close();
  expect(waiting()).toBe(0);
  expect(written()).toHaveLength(5);
});

test('a part whose verdict the log could not take leaves once, as not inspected, logged or not', async () => {
  const { log, outputs, record, recordUninspected, written, waiting } = await opened();
  outputs.start(noLine);
  log.database.exec(
    `CREATE TRIGGER trouble BEFORE INSERT ON inspections WHEN NEW.frame_number = 1
     BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  await record(0, 1);
  await expect(record(1, 1)).rejects.toThrow('no room');
  const entryId = await recordUninspected(1);
  await record(2, 1);
  log.database.exec(
    `CREATE TRIGGER more_trouble BEFORE INSERT ON uninspected_parts BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  await expect(recordUninspected(3)).rejects.toThrow('no room');
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  const uninspected = { verdict: 'not-inspected', reason: 'not-logged' };
  expect(written()).toMatchObject([
    { frameNumber: 0, verdict: 'good', logged: true },
    { frameNumber: 1, ...uninspected, logged: true, entryId },
    { frameNumber: 2, verdict: 'good', logged: true },
    { frameNumber: 3, ...uninspected, logged: false, entryId: null },
  ]);
});

test('trouble with the outbox costs the log nothing', async () => {
  const { log, record, faults } = await opened();
  log.database.exec('DROP TABLE line_deliveries');
  expect(await record(0, 1)).toBeNull();
  expect(log.log.counts({})).toMatchObject({ parts: { good: 1 } });
  expect(faults).toHaveLength(1);
});

test('where the folder is gone results wait and the lamp says why; they leave when it is back', async () => {
  const { folder, outputs, output, record, written, waiting, state } = await opened();
  renameSync(folder, `${folder}-away`);
  outputs.start(noLine);
  for (const number of [0, 1, 2]) await record(number, 1);
  await vi.waitFor(() => expect(state().lamp).toBe('waiting'), 20_000);
  expect(state()).toMatchObject({
    waiting: 3,
    dropped: 0,
    failure: {
      code: 'NOT_FOUND',
      message: expect.stringContaining(folder),
      trouble: { kind: 'folderMissing', values: { path: folder } },
    },
  });
  expect(outputs.messages(output.id).map(({ deliveredAt }) => deliveredAt)).toEqual([null, null, null]);
  renameSync(`${folder}-away`, folder);
  expect(await outputs.test(output.id)).toMatchObject({ delivered: true, state: { lamp: 'ok', waiting: 0 } });
  expect(waiting()).toBe(0);
  expect(written()).toMatchObject([
    ...[{ number: 1 }, { number: 2 }, { number: 3 }].map((part) => ({ ...part, kind: 'part' })),
    { number: 4, kind: 'test' },
  ]);
});

test('a trial says what became of it, although the clock was set back since an earlier one failed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { folder, outputs, output } = await opened();
  renameSync(folder, `${folder}-away`);
  outputs.start(noLine);
  expect(await outputs.test(output.id)).toMatchObject({ delivered: false });
  renameSync(`${folder}-away`, folder);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(await outputs.test(output.id)).toMatchObject({ delivered: true, state: { lamp: 'ok', waiting: 0 } });
});

test('more than may wait are given up, the oldest first, and the state counts them', async () => {
  const { folder, outputs, record, written, state, waiting } = await opened(4);
  renameSync(folder, `${folder}-away`);
  for (let number = 0; number < 12; number++) await record(number, 1);
  expect(state()).toMatchObject({ waiting: 4, dropped: 8, droppedAt: expect.any(Number) });
  renameSync(`${folder}-away`, folder);
  outputs.start(noLine);
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  expect(written()).toMatchObject([9, 10, 11, 12].map((number) => ({ number })));
});

test('an output that is switched off, or removed, takes nothing; numbers go on', async () => {
  const { outputs, output, record, written, waiting } = await opened();
  outputs.start(noLine);
  const { id, version, state: _state, setBy: _by, setAt: _at, ...as } = output;
  const off = await outputs.change(id, version, { ...as, enabled: false }, singleUser);
  await record(0, 1);
  expect(waiting()).toBe(0);
  expect(await failureOf(() => outputs.test(id))).toMatchObject({ code: 'CONFLICT' });
  const on = await outputs.change(id, off.version, as, singleUser);
  await record(1, 1);
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  expect(written()).toMatchObject([{ number: 1, frameNumber: 1 }]);
  outputs.remove(id, on.version, singleUser);
  expect(outputs.list()).toEqual([]);
  await record(2, 1);
  expect(written()).toHaveLength(1);
});

test('who changed an output meanwhile is not overwritten; two of a name or a place are refused', async () => {
  const { folder, outputs, output } = await opened();
  const { id, version, state: _state, setBy: _by, setAt: _at, ...as } = output;
  await outputs.change(id, version, { ...as, name: 'Other' }, { name: 'Edda', roles: ['engineer'] });
  for (const act of [
    () => outputs.change(id, version, as, singleUser),
    () => Promise.resolve(outputs.remove(id, version, singleUser)),
  ]) {
    expect(await failureOf(act)).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('by Edda'),
    });
  }
  expect(await failureOf(() => outputs.add({ ...as, name: 'Third' }, singleUser))).toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('“Other” leads to the same place'),
  });
  const elsewhere = { kind: 'file', folder, format: 'csv' } as const;
  expect(
    await failureOf(() => outputs.add({ ...as, name: 'other', target: elsewhere }, singleUser)),
  ).toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(outputs.list().map(({ name }) => name)).toEqual(['Other']);
});

test('a change or removal that the database takes half of is not made at all', async () => {
  const { log, outputs, outbox, output } = await opened();
  const { id, version, state: _state, setBy: _by, setAt: _at, ...as } = output;
  outbox.setFailure(id, { code: 'NOT_FOUND', message: 'Gone', trouble: null, since: 1, triedAt: 1 });
  log.database.exec(
    `CREATE TRIGGER refuse BEFORE DELETE ON output_states BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  await expect(outputs.change(id, version, { ...as, name: 'Other' }, singleUser)).rejects.toThrow('no room');
  expect(() => outputs.remove(id, version, singleUser)).toThrow('no room');
  expect(outputs.get(id)).toMatchObject({ name: 'Folder', version });
  log.database.exec('DROP TRIGGER refuse');
  const changed = await outputs.change(id, version, { ...as, name: 'Other' }, singleUser);
  expect(changed).toMatchObject({ name: 'Other', state: { lamp: 'ok' } });
});

test('a change or removal that the database does not take leaves passwords and keys as they were', async () => {
  const { log, outputs } = await opened();
  const target = { kind: 'webhook', url: 'http://127.0.0.1:9/', authority: null } as const;
  const asked = { name: 'Hook', enabled: false, target };
  const { id, version } = await outputs.add(asked, singleUser, { signingKey: 'a key of the receiver' });
  const file = join(log.paths.home, 'secrets', `${id}.json`);
  const before = readFileSync(file, 'utf8');
  log.database.exec(
    `CREATE TRIGGER full BEFORE INSERT ON outputs BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  );
  const another = outputs.change(id, version, asked, singleUser, { signingKey: 'another key of it' });
  await expect(another).rejects.toThrow('full');
  expect(() => outputs.remove(id, version, singleUser)).toThrow('full');
  expect(readFileSync(file, 'utf8')).toBe(before);
  const refused = outputs.add({ ...asked, name: 'Other' }, singleUser, { signingKey: 'a third key' });
  await expect(refused).rejects.toThrow();
  expect(readdirSync(join(log.paths.home, 'secrets'))).toEqual([`${id}.json`]);
});

test('changes of outputs are rows that are never changed or deleted, each where the last one ended', async () => {
  const { log, output } = await opened();
  expect(() => log.database.exec(`UPDATE outputs SET set_by = 'x'`)).toThrow('never change');
  expect(() => log.database.exec('DELETE FROM outputs')).toThrow('never deleted');
  const insert = log.database.prepare(
    `INSERT INTO outputs (output_id, value_before, value_after, set_by, set_at) VALUES (?, '{}', '{}', 'x', 1)`,
  );
  expect(() => insert.run(output.id)).toThrow('begins where the last one ended');
});
