import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportFolder } from '../../../../src/main/statistics/export-folder.ts';
import { writeReport } from '../../../../src/main/statistics/write-report.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { collect } from '../../../support/collect.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { heldMemory } from '../../../support/held-memory.ts';
import { start, watched } from '../../../support/log.ts';
import { reported, wholeReport, written } from '../../../support/written-report.ts';

test('it tells period, counts, causes, rates and the entries with the highest scores, each with both pictures', async () => {
  const station = reported();
  const cookie = await station.session('曲奇, “fine”', watched);
  const tape = await station.session('Tape', watched);
  const ids: number[] = [];
  for (const [index, score] of [1, 3, 5, 4.5, 7.25, 1.5].entries()) {
    ids.push((await station.record(cookie, index, score, index * 60_000)) ?? 0);
  }
  await station.record(tape, 9, 9.5, 600_000);
  const mira = { name: 'Mira', roles: ['reviewer'] } as const;
  station.log.decide(ids[4] ?? 0, { decision: 'defect', cause: '划痕', note: 'At the edge, “deep”' }, mira);
  station.log.decide(ids[2] ?? 0, { decision: 'good', cause: 'dust', note: '' }, mira);

  const filter = { productId: cookie.productId, from: start, to: start + 3_600_000 };
  const { pdf, missing, bytes } = await written(station.parts, { filter, entries: 3 });
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  const text = pdf.text.join('\n');
  expect(text).toContain('曲奇, “fine”');
  expect(text).toContain('Nov 23, 2026, 20:00:00 GMT+8 – Nov 23, 2026, 20:59:59 GMT+8');
  expect(text).toContain('Asia/Shanghai');
  expect(text).toContain('Loupe 1.2.3');
  expect(text).toContain('33.3%');
  expect(text).toContain('划痕1\n100.0%');
  expect(text).toContain('dust1\n100.0%');
  // 1 of 2 decided defects, interval by Wilson's score.
  expect(text).toContain('50.0%9.5% – 90.5%1 of 2');
  expect(text).toContain('Shown: 3 of 4, the highest score first.');
  const scores = [...text.matchAll(/(\d)\. Entry (\d+)Score ([\d.]+)/g)].map(([, ...groups]) => groups);
  expect(scores).toEqual([
    ['1', String(ids[4]), '7.25'],
    ['2', String(ids[2]), '5.00'],
    ['3', String(ids[3]), '4.50'],
  ]);
  expect(text).toContain('2.50, 4.00');
  expect(text).toContain('Defect, Mira, ');
  expect(text).toContain('Note: At the edge, “deep”');
  expect(text).not.toContain('Tape');
  expect(missing).toBe(0);
  expect(pdf.pictures).toBe(6);
});

test('a report of one lane names it, and shows what it saw alone', async () => {
  const station = reported();
  const top = await station.session('Cookie', watched);
  const side = await station.session('Lid', watched, { lane: 2, laneName: 'Side view' });
  await station.record(top, 0, 5, 0);
  await station.record(side, 1, 6, 1000);
  const { pdf } = await written(station.parts, { filter: { lane: 2 }, language: 'de' });
  expect(pdf.text[0]).toContain('Spur2 · Side view');
  expect(pdf.text.join('\n')).toContain('Gezeigt: 1 von 1');
  const whole = await written(station.parts);
  expect(whole.pdf.text[0]).not.toContain('Lane');
});

test.each([
  ['en', 'Inspection report', 'Page 1 of'],
  ['de', 'Prüfbericht', 'Seite 1 von'],
  ['zh-CN', '检测报告', '第 1 页，共'],
] as const)('in %s, with no more of the font than its text needs', async (language, title, page) => {
  const station = reported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 3; index++) await station.record(session, index, 5 + index, index * 1000);
  const { pdf } = await written(station.parts, { language });
  expect(pdf.text[0]).toContain(title);
  expect(pdf.text[0]).toContain(page);
  expect(pdf.text.join('')).not.toContain('□');
  for (const { name } of pdf.fonts) expect(name).toMatch(/^[A-Z]{6}\+NotoSansSC/);
  expect(pdf.fonts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(250_000);
  expect(pdf.fonts.length).toBeLessThan(language === 'zh-CN' ? 60 : 3);
});

test('it names the station that has a name, whatever the name holds', async () => {
  const log = reported();
  await log.record(await log.session('Cookie', watched), 0, 5, 0);
  expect((await written(log.parts)).pdf.text[0]).not.toContain('Station');
  const station = 'Linie 3 <script>alert(1)</script> (曲奇) \\) Tj ET';
  const { pdf } = await written(log.parts, { station });
  expect(pdf.text[0]).toContain(`Station${station}`);
  expect(pdf.pages).toBe((await written(log.parts)).pdf.pages);
});

test('pages are numbered to the last one, however long notes are', async () => {
  const station = reported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 12; index++) {
    const id = (await station.record(session, index, 9 - index / 10, index * 1000)) ?? 0;
    const note = 'Seen twice, once by each of us. '.repeat((index % 4) * 8);
    station.log.decide(id, { decision: 'defect', cause: null, note }, singleUser);
  }
  const { pdf } = await written(station.parts);
  expect(pdf.pages).toBeGreaterThan(4);
  for (const [index, text] of pdf.text.entries()) expect(text).toContain(`Page ${index + 1} of ${pdf.pages}`);
  expect(pdf.text.join('\n').match(/\. Entry \d+/g)).toHaveLength(12);
});

test('a picture or heatmap that is gone has its place, which says so', async () => {
  const station = reported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 3; index++) await station.record(session, index, 5 + index, index * 1000);
  const files = station.database
    .prepare<[], { picture_path: string; map_path: string }>(
      'SELECT picture_path, map_path FROM log_entries ORDER BY id',
    )
    .all();
  rmSync(join(station.paths.home, files[0]?.picture_path ?? ''));
  rmSync(join(station.paths.home, files[1]?.map_path ?? ''));
  const { pdf, missing } = await written(station.parts);
  const text = pdf.text.join('\n');
  expect(text.match(/Picture missing/g)).toHaveLength(1);
  expect(text.match(/Heatmap missing/g)).toHaveLength(2);
  expect(missing).toBe(3);
  expect(pdf.pictures).toBe(3);
});

test('a period without inspections says so', async () => {
  const { pdf } = await written(reported().parts, { filter: { to: start } });
  expect(pdf.pages).toBe(1);
  expect(pdf.text[0]).toContain('Nothing was inspected in this period.');
  expect(pdf.text[0]).toContain('No entry of the log lies in this period.');
  expect(pdf.text[0]).toContain('Page 1 of 1');
});

test('what the filter names and is not there is named, and no file is begun', async () => {
  const station = reported();
  const filter = { productId: '00000000-0000-4000-8000-000000000000' };
  const failure = await failureOf(() => collect(writeReport(station.parts, { ...wholeReport, filter })));
  expect(failure).toMatchObject({ code: 'NOT_FOUND' });
  expect(() => readdirSync(station.exportFolder)).toThrow('ENOENT');
});

/** Makes a folder on a disk that is full from the second piece on. */
function fullFrom(exports: ExportFolder): ExportFolder {
  return {
    ...exports,
    async open(file) {
      const open = await exports.open(file);
      let pieces = 0;
      return {
        ...open,
        append: (piece) => {
          pieces += 1;
          if (pieces > 1) throw new StationError('DISK_FULL', 'The disk is full.');
          return open.append(piece);
        },
      };
    },
  };
}

test('a report that is stopped, or finds the disk full, leaves no file behind', async () => {
  const station = reported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 4; index++) await station.record(session, index, 5, index * 1000);
  const stop = new AbortController();
  const stopped = async (): Promise<void> => {
    for await (const event of writeReport(station.parts, wholeReport, stop.signal)) {
      if (event.kind === 'progress' && event.done === 2) stop.abort();
      if (event.kind === 'progress' && event.done === 2) {
        // The file has a name that the station does not serve.
        expect(readdirSync(station.exportFolder)).toEqual([expect.stringMatching(/\.part$/)]);
      }
    }
  };
  await expect(stopped()).rejects.toThrow('aborted');
  expect(readdirSync(station.exportFolder)).toEqual([]);

  const full = { ...station.parts, exports: fullFrom(station.exports) };
  expect(await failureOf(() => collect(writeReport(full, wholeReport)))).toMatchObject({ code: 'DISK_FULL' });
  expect(readdirSync(station.exportFolder)).toEqual([]);
});

test('a report of many entries takes the memory of one: what is drawn is written and let go', async () => {
  const station = reported();
  const session = await station.session('Cookie', watched);
  for (let index = 0; index < 70; index++) {
    await station.record(session, index, 9 - index / 100, index * 1000);
  }
  let bytes = 0;
  const counted: ExportFolder = {
    ...station.exports,
    async open(file) {
      const open = await station.exports.open(file);
      return {
        ...open,
        append(piece) {
          bytes += piece.length;
          return open.append(piece);
        },
      };
    },
  };
  const held: { readonly bytes: number; readonly memory: number }[] = [];
  for await (const event of writeReport(
    { ...station.parts, exports: counted },
    { ...wholeReport, entries: 70 },
  )) {
    if (event.kind === 'progress' && [10, 70].includes(event.done)) {
      held.push({ bytes, memory: heldMemory() });
    }
  }
  const [early, late] = held;
  if (!early || !late) throw new Error('It was not measured');
  const more = late.bytes - early.bytes;
  expect(more).toBeGreaterThan(1_000_000);
  expect(late.memory - early.memory).toBeLessThan(more / 2);
});
