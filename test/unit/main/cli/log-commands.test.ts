import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wallMoment } from '../../../../src/main/cli/options.ts';
import { periodOf } from '../../../../src/main/cli/period.ts';
import { writeLogHome } from '../../../e2e/support/log-home.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { runProgram, type ProgramEnd } from '../../../support/run-program.ts';
import { writeExplainedHome } from '../../../support/explained-home.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** End of the log, three days after its start. */
const end = Date.UTC(2026, 10, 25, 12);

function lastLine({ stdout }: ProgramEnd): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

test('report and export-log write the product’s files over the period, in the zone of the machine', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const log = await writeLogHome(home, 'Cookie', end);
  const station = (...words: string[]): Promise<ProgramEnd> =>
    runProgram('src/main/cli.ts', ['--json', ...words], { STATION_HOME: home, TZ: 'Asia/Shanghai' });

  const pdf = join(folder, 'reports', 'week 48.pdf');
  const written = await station(
    'report',
    '--product',
    'Cookie',
    '--out',
    pdf,
    '--language',
    'de',
    '--entries',
    '3',
  );
  expect(written.code).toBe(0);
  expect(lastLine(written)).toEqual({ file: pdf, entries: 3, missing: 0 });
  const report = readPdf(readFileSync(pdf));
  expect(report.pictures).toBe(6);
  expect(report.text[0]).toContain('Asia/Shanghai');
  expect(report.text.join('\n')).toContain(`Gezeigt: 3 von ${log.entries}`);

  const csv = join(folder, 'log.csv');
  expect(lastLine(await station('export-log', '--out', csv))).toEqual({
    file: csv,
    entries: log.entries,
    decimalSeparator: 'point',
  });
  const times = (): string[] =>
    Array.from(
      readFileSync(csv, 'utf8').matchAll(/^\d+,([-\d]+ [:\d]+),Asia\/Shanghai/gm),
      ([, time]) => time ?? '',
    );
  const all = times();
  expect(all).toHaveLength(log.entries);
  const dayAlone = all.filter((time) => time.startsWith('2026-11-24'));
  expect(dayAlone.length).toBeGreaterThan(0);
  expect(dayAlone.length).toBeLessThan(all.length);
  const one = await station('export-log', '--out', csv, '--from', '2026-11-24', '--to', '2026-11-24');
  expect(lastLine(one)).toEqual({ file: csv, entries: dayAlone.length, decimalSeparator: 'point' });
  expect(times()).toEqual(dayAlone);
  const otherLane = await station('export-log', '--out', csv, '--lane', '2');
  expect(lastLine(otherLane)).toMatchObject({ file: csv, entries: 0 });

  const folderInTheWay = await station('report', '--out', join(home, 'x.pdf'), '--product', 'Tape');
  expect(folderInTheWay.code).toBe(1);
  expect(lastLine(folderInTheWay)).toMatchObject({
    error: { code: 'NOT_FOUND', message: expect.stringContaining('“Cookie”') },
  });
  expect(existsSync(join(home, 'x.pdf'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
}, 120_000);

test('similar names the entries whose defects look alike, with what people said of them', async () => {
  const home = join(temporaryFolder(), 'home');
  const { entries } = await writeExplainedHome(home, 'Disc', ['scratch', 'stain', 'scratch']);
  const found = await runProgram('src/main/cli.ts', ['--json', 'similar', '--entry', String(entries[0])], {
    STATION_HOME: home,
  });
  expect(found.code).toBe(0);
  expect(lastLine(found)).toMatchObject({
    entry: entries[0],
    similar: [
      { entry: entries[2], similarity: expect.any(Number), decision: null, cause: null },
      { entry: entries[1] },
    ],
    compared: 2,
    unreadable: 0,
    others: 2,
  });
  const nobody = await runProgram('src/main/cli.ts', ['--json', 'similar', '--entry', '99'], {
    STATION_HOME: home,
  });
  expect(nobody.code).toBe(1);
  expect(lastLine(nobody)).toMatchObject({ error: { code: 'NOT_FOUND' } });
}, 120_000);

describe('days and minutes', () => {
  test('a day ends with its last moment, however long the clock makes it', () => {
    const [from, to] = [wallMoment('2026-10-25'), wallMoment('2026-10-25')];
    const span = periodOf({ from, to }, 'Europe/Berlin');
    expect((span.to ?? 0) - (span.from ?? 0)).toBe(25 * 3_600_000);
    expect(new Date(span.from ?? 0).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(periodOf({ to: wallMoment('2026-11-25T14:05') }, 'UTC')).toEqual({
      to: Date.UTC(2026, 10, 25, 14, 6),
    });
    expect(periodOf({}, 'UTC')).toEqual({});
  });

  test.each([
    '2026-11-31',
    '2026-13-01',
    '26-11-01',
    '2026-11-01T25:00',
    '2026-11-01 12:00',
    'yesterday',
    '',
  ])('%j is none', (text) => {
    expect(() => wallMoment(text)).toThrow('2026-11-30');
  });

  test('a period that ends before it begins is refused', () => {
    const period = { from: wallMoment('2026-11-02'), to: wallMoment('2026-11-01') };
    expect(() => periodOf(period, 'UTC')).toThrow('Exchange them');
  });
});
