import Sqlite from 'better-sqlite3';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noFiles } from '../../../../src/main/log/files.ts';
import { createJournal, damagedLine } from '../../../../src/main/log/journal.ts';
import type { LogWrite } from '../../../../src/main/log/log-write.ts';
import { createLogRepository } from '../../../../src/main/log/repository.ts';
import { openLog, watched } from '../../../support/log.ts';
import { uninspectedPart } from '../../../support/part-result.ts';
import { openLogWriter } from '../../../support/log-writer.ts';

/** Opens a log with a session whose database another program can lock. */
async function openHeldLog() {
  const { database, paths, session, inspected } = openLog();
  const line = await session('Cookie', watched);
  database.pragma('busy_timeout = 20');
  const other = new Sqlite(paths.database);
  onTestFinished(() => void other.close());
  const rows = createLogRepository(database);
  return {
    database,
    rows,
    open: (repository = rows) => openLogWriter(repository, paths.home),
    journal: paths.journal,
    refused: join(paths.home, 'log-journal.refused.jsonl'),
    hold: () => void other.exec('BEGIN IMMEDIATE'),
    release: () => void other.exec('COMMIT'),
    good: (number: number, name: string | null = null): LogWrite => {
      const { part } = inspected(line, number, 1, number);
      return { part: { ...part, name }, files: noFiles, entry: null, isNew: false };
    },
    logged: () => database.prepare('SELECT frame_number FROM inspections ORDER BY rowid').pluck().all(),
  };
}

test('what waits goes on waiting while the disk of the database is full', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  log.hold();
  await writer.write(log.good(1, 'x'.repeat(40_000)));
  log.release();
  log.database.exec('VACUUM');
  const pages = Number(log.database.pragma('page_count', { simple: true }));
  log.database.pragma(`max_page_count = ${pages}`);
  await writer.close();
  expect(writer.state()).toEqual({ waiting: 1, isFull: true, lost: null });
  expect(existsSync(log.journal)).toBe(true);

  log.database.pragma(`max_page_count = ${pages * 2}`);
  await writer.close();
  expect(writer.state()).toEqual({ waiting: 0, isFull: false, lost: null });
  expect(log.logged()).toEqual([1]);
});

test('that a part was not inspected is known and written once there is room; a verdict that cannot be kept is none', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  log.database.exec('VACUUM');
  const pages = Number(log.database.pragma('page_count', { simple: true }));
  log.database.pragma(`max_page_count = ${pages}`);
  const long = log.good(1, 'x'.repeat(40_000));
  await expect(writer.write(long)).rejects.toThrow(/full/);
  const { sessionId, productId, modelId } = long.part;
  const part = uninspectedPart({
    sessionId,
    productId,
    modelId,
    frameNumber: 2,
    name: 'x'.repeat(40_000),
    reason: 'not-logged',
    detail: 'The disk is full.',
  });
  expect(await writer.write({ part, files: noFiles, entry: { id: null }, isNew: true })).toBeNull();
  expect(writer.state()).toEqual({ waiting: 1, isFull: true, lost: null });
  log.database.pragma(`max_page_count = ${pages * 2}`);
  await writer.close();
  expect(writer.state()).toEqual({ waiting: 0, isFull: false, lost: null });
  expect(log.rows.logged(part)).toMatchObject({ entryId: expect.any(Number) });
  expect(log.logged()).toEqual([]);
});

test('parts that the database refuses are counted, and kept in a file with the reason', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  log.hold();
  for (const number of [1, 2, 3]) await writer.write(log.good(number));
  log.release();
  log.database.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON inspections WHEN new.frame_number < 3 BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  await writer.close();
  expect(writer.state()).toEqual({
    waiting: 0,
    isFull: false,
    lost: { parts: 2, last: { part: 2, cause: 'no room' } },
  });
  const kept: unknown[] = readFileSync(log.refused, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(kept).toEqual(
    [1, 2].map((number) => ({ reason: 'no room', part: log.good(number).part, files: noFiles })),
  );
  expect(log.logged()).toEqual([3]);
  expect(existsSync(log.journal)).toBe(false);
});

test('a line that cannot be read any more is told, and kept for somebody to look at; the others are logged', async () => {
  const log = await openHeldLog();
  const journal = createJournal(log.journal);
  for (const number of [1, 2, 3]) await journal.append(log.good(number));
  const lines = readFileSync(log.journal, 'utf8').split('\n');
  const damaged = lines[1]?.replace('"part"', '"pa\u0000t"') ?? '';
  writeFileSync(log.journal, lines.with(1, damaged).join('\n'));
  const writer = log.open();
  await writer.recover();
  expect(writer.state().lost).toEqual({ parts: 1, last: { part: '?', cause: damagedLine } });
  expect(log.logged()).toEqual([1, 3]);
  await writer.close();
  expect(JSON.parse(readFileSync(log.refused, 'utf8'))).toEqual({ reason: damagedLine, line: damaged });
  expect(existsSync(log.journal)).toBe(false);
});

test('a part whose line is on its way when the database is free again is not cleared away', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  log.hold();
  await writer.write(log.good(1));
  log.release();
  const second = writer.write(log.good(2));
  await Promise.all([second, writer.close()]);
  // After a power cut, only what is on disk remains.
  await log.open().recover();
  expect(log.logged()).toEqual([1, 2]);
});

test('a station that starts and ends around a held database logs nothing twice', async () => {
  const log = await openHeldLog();
  const journal = createJournal(log.journal);
  for (const number of [1, 2]) await journal.append(log.good(number));
  log.rows.addGood(log.good(2).part);
  log.hold();
  const writer = log.open();
  await writer.recover();
  expect(writer.state().waiting).toBe(2);
  log.release();
  await writer.close();
  expect(log.logged()).toEqual([2, 1]);
});

test('many parts that waited are written in few transactions, between which the line has its turn', async () => {
  const log = await openHeldLog();
  let transactions = 0;
  const writer = log.open({
    ...log.rows,
    together(write) {
      transactions += 1;
      return log.rows.together(write);
    },
  });
  log.hold();
  for (let number = 1; number <= 200; number++) await writer.write(log.good(number));
  log.release();
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  transactions = 0;
  await writer.close();
  clearImmediate(next);
  expect([turns >= 5, transactions]).toEqual([true, 10]);
  expect(log.logged()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
});

test('of parts that do not fit together what fits is written, and the rest with its entry once there is room', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  const entry = { id: null };
  const { sessionId, productId, modelId } = log.good(1).part;
  const frame = (frameNumber: number, name: string): LogWrite => {
    const own = { sessionId, productId, modelId, frameNumber, name };
    const part = uninspectedPart({ ...own, reason: 'not-logged', detail: 'The disk is full.' });
    return { part, files: noFiles, entry, isNew: frameNumber === 1 };
  };
  log.hold();
  await writer.write(frame(1, 'first'));
  await writer.write(frame(2, 'x'.repeat(40_000)));
  log.release();
  log.database.exec('VACUUM');
  const pages = Number(log.database.pragma('page_count', { simple: true }));
  log.database.pragma(`max_page_count = ${pages + 4}`);
  await writer.close();
  expect(writer.state()).toMatchObject({ waiting: 1, isFull: true, lost: null });
  const frames = log.database.prepare('SELECT frames FROM log_entries').pluck();
  expect(frames.all()).toEqual([1]);
  log.database.pragma(`max_page_count = ${pages * 2}`);
  await writer.close();
  expect(writer.state()).toMatchObject({ waiting: 0, lost: null });
  expect(frames.all()).toEqual([2]);
});

test('what is to come after the parts that wait comes after them, at once where none does', async () => {
  const log = await openHeldLog();
  const writer = log.open();
  const seen: unknown[] = [];
  const look = (): void => void seen.push(log.logged());
  writer.onceWritten(look);
  log.hold();
  await writer.write(log.good(1));
  await writer.write(log.good(2));
  writer.onceWritten(look);
  expect(seen).toEqual([[]]);
  log.release();
  await writer.close();
  expect(seen).toEqual([[], [1, 2]]);
});
