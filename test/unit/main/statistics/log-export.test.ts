import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvLine } from '../../../../src/main/files/csv.ts';
import { createExportFolder } from '../../../../src/main/statistics/export-folder.ts';
import { writeLog } from '../../../../src/main/statistics/write-log.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { collect } from '../../../support/collect.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openLog, start, watched } from '../../../support/log.ts';

const types = ['text/csv; charset=utf-8'];

test('cells are quoted by RFC 4180', () => {
  expect(csvLine(['plain', 1.5, null, 'a,b', 'say "no"', 'two\nlines'])).toBe(
    'plain,1.5,,"a,b","say ""no""","two\nlines"\r\n',
  );
});

test.each([
  '=1+1',
  '+49 30',
  '-5 mm',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1+1',
  '=HYPERLINK("http://x","y")',
])('%j is text to a spreadsheet, not a formula', (cell) => {
  expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/);
});

test('text that another country’s spreadsheet cuts is no formula in any of its pieces', () => {
  expect(csvLine(['a;=HYPERLINK("x")', 'b\t @SUM(1)', 'c\n-1', 'd,-1'])).toBe(
    `"a;'=HYPERLINK(""x"")","b\t '@SUM(1)","c\n'-1","d,-1"\r\n`,
  );
  expect(csvLine(['a;-1', 'd, =1'], 'comma')).toBe(`"a;-1";"d, '=1"\r\n`);
  expect(csvLine(['', 'Lane 1', 'größe 俊', "it's", 'a|b'])).toBe(`,Lane 1,größe 俊,"it's","a|b"\r\n`);
});

test('numbers below zero stay numbers', () => {
  expect(csvLine([-0.5])).toBe('-0.5\r\n');
  expect(csvLine([-0.5], 'comma')).toBe('-0,5\r\n');
});

test('with a decimal comma fields are separated by semicolons, and a cell that holds one is quoted', () => {
  expect(csvLine(['plain', 1.5, 1234567.25, 1e-7, null, 'a;b', 'a,b', '1,5'], 'comma')).toBe(
    'plain;1,5;1234567,25;1e-7;;"a;b";"a,b";"1,5"\r\n',
  );
});

test('with a decimal comma, text is no formula either, nor does it become one behind a separator', () => {
  expect(csvLine(['=1+1', 'x;=cmd|"/c calc"!A1', '-1,5 mm'], 'comma')).toBe(
    `"'=1+1";"x;=cmd|""/c calc""!A1";"'-1,5 mm"\r\n`,
  );
});

/** Reads RFC 4180 in the simplest way. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

/** Export settings of a station without settings of its own. */
const plain = { timeZone: 'UTC', decimal: 'point', station: '' } as const;

function exported() {
  const station = openLog();
  const folder = join(station.folder, 'exports');
  return { ...station, exportFolder: folder, exports: createExportFolder(folder) };
}

test('the filtered log is written oldest first, with the latest word on each entry, in local time and UTC', async () => {
  const station = exported();
  const cookie = await station.session('曲奇, “fine”', watched);
  const tape = await station.session('Tape', watched);
  const first = (await station.record(cookie, 0, 3, 0)) ?? 0;
  const second = (await station.record(cookie, 1, 5, 60_000)) ?? 0;
  await station.record(tape, 2, 6, 120_000);
  station.log.decide(first, { decision: 'good', cause: 'dust', note: 'x' }, singleUser);
  const note = '=cmd|"/c calc"!A1\nsecond line';
  station.log.decide(
    first,
    { decision: 'defect', cause: '划痕', note },
    { name: 'Mira', roles: ['reviewer'] },
  );
  station.log.decide(second, { decision: 'good', cause: null, note: 'taken back' }, singleUser);
  station.log.decide(second, { decision: null, cause: null, note: '' }, singleUser);

  const events = await collect(
    writeLog(station, { productId: cookie.productId }, { ...plain, timeZone: 'Asia/Shanghai' }),
  );
  const finished = events.at(-1);
  if (finished?.kind !== 'finished') throw new Error('It is not finished');
  expect(finished.entries).toBe(2);
  expect(finished.fileName).toMatch(/^loupe-log-\d{4}-\d\d-\d\d\.csv$/);
  const { body, type } = await station.exports.read(finished.exportId, types);
  const bytes = await body.bytes();
  expect(type).toBe('text/csv; charset=utf-8');
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head = [], ...rows] = readCsv(new TextDecoder().decode(bytes));
  const cell = (row: number, name: string) => rows[row]?.[head.indexOf(name)];
  expect(rows).toHaveLength(2);
  expect(cell(0, 'entry')).toBe(String(first));
  expect(cell(0, 'product')).toBe('曲奇, “fine”');
  expect(cell(0, 'time_utc')).toBe(new Date(start).toISOString());
  expect(cell(0, 'time_local')).toBe('2026-11-23 20:00:00');
  expect(cell(0, 'time_zone')).toBe('Asia/Shanghai');
  expect([cell(0, 'decision'), cell(0, 'cause'), cell(0, 'decided_by')]).toEqual(['defect', '划痕', 'Mira']);
  expect(cell(0, 'note')).toBe(`'${note}`);
  expect([cell(0, 'score'), cell(0, 'limit_review'), cell(0, 'limit_defect')]).toEqual(['3', '2.5', '4']);
  expect([cell(1, 'decision'), cell(1, 'note'), cell(1, 'decided_by')]).toEqual(['', '', '']);
});

test('twenty thousand entries are written piece by piece, with progress that ends at the total', async () => {
  const station = exported();
  const session = await station.session('Cookie', watched);
  const id = (await station.record(session, 0, 5, 0)) ?? 0;
  const columns = `product_id, session_id, model_id, thresholds_id, frame_number, name, verdict, score, provider, capture_ms,
    queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width, picture_height, map_path, map_sha256,
    map_bytes, map_width, map_height, frames`;
  const copy = station.database.prepare(
    `INSERT INTO log_entries (captured_at, ${columns})
     SELECT captured_at + n.value, ${columns} FROM log_entries, json_each(?) n WHERE log_entries.id = ?`,
  );
  copy.run(JSON.stringify(Array.from({ length: 19_999 }, (_, index) => index + 1)), id);
  let done = 0;
  let exportId = 0;
  for await (const event of writeLog(station, {}, plain)) {
    if (event.kind === 'progress') {
      expect(event.done).toBeGreaterThanOrEqual(done);
      ({ done } = event);
    } else exportId = event.exportId;
  }
  expect(done).toBe(20_000);
  const text = await (await station.exports.read(exportId, types)).body.text();
  expect(text.split('\r\n')).toHaveLength(20_002);
});

test('the station’s settings: decimal comma in every number, its name in the file’s', async () => {
  const station = exported();
  const session = await station.session('Keks; “fein”', watched);
  await station.record(session, 0, 5.25, 0);
  const options = { timeZone: 'UTC', decimal: 'comma', station: ' ../Linie 3: "曲奇" ' } as const;
  const finished = (await collect(writeLog(station, {}, options))).at(-1);
  if (finished?.kind !== 'finished') throw new Error('It is not finished');
  expect(finished.fileName).toMatch(/^loupe-log-Linie-3-曲奇-\d{4}-\d\d-\d\d\.csv$/);
  const text = await (await station.exports.read(finished.exportId, types)).body.text();
  const [head = '', line = ''] = text.split('\r\n');
  const names = head.split(';');
  const cells = line.replace('"Keks; “fein”"', 'Keks').split(';');
  expect(cells).toHaveLength(names.length);
  const cell = (name: string) => cells[names.indexOf(name)];
  expect([cell('product'), cell('score'), cell('limit_review')]).toEqual(['Keks', '5,25', '2,5']);
  expect(line).not.toMatch(/\d\.\d+;/);
});

test('an export that is stopped leaves no file behind', async () => {
  const station = exported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 3; index++) await station.record(session, index, 5, index * 1000);
  const stop = new AbortController();
  const stopped = async (): Promise<void> => {
    for await (const event of writeLog(station, {}, plain, stop.signal)) {
      if (event.kind === 'progress') stop.abort();
    }
  };
  await expect(stopped()).rejects.toThrow('aborted');
  expect(readdirSync(station.exportFolder)).toEqual([]);

  for await (const event of writeLog(station, {}, plain)) if (event.kind === 'progress') break;
  expect(readdirSync(station.exportFolder)).toEqual([]);
});

test('what is no longer kept is named, and nothing outlives the station', async () => {
  const station = exported();
  expect(await failureOf(() => station.exports.read(17, types))).toMatchObject({ code: 'NOT_FOUND' });
  const file = await station.exports.open({ fileName: 'a.csv', type: 'text/csv; charset=utf-8' });
  await file.append('a');
  const id = await file.finish();
  expect((await station.exports.read(id, types)).body.size).toBe(1);
  const asReport = await failureOf(() => station.exports.read(id, ['application/pdf']));
  expect(asReport).toMatchObject({ code: 'NOT_FOUND' });
  await station.exports.close();
  expect(readdirSync(station.exportFolder)).toEqual([]);
  expect(await failureOf(() => station.exports.read(id, types))).toMatchObject({ code: 'NOT_FOUND' });
});
