import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { sha256 } from '../../../../src/main/files/hash.ts';
import { createInspectionRecorder } from '../../../../src/main/log/recorder.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { countedFrames, countedParts } from '../../../support/counts.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { camera, openLog, start, watched } from '../../../support/log.ts';
import { uninspectedPart } from '../../../support/part-result.ts';
import { testFrame } from '../../../support/test-frame.ts';

test('a good frame leaves its verdict and score, no picture', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  expect(await station.record(session, 0, 1.25, 0)).toBeNull();
  expect(station.log.query({ filter: {}, order: 'newest', limit: 10 }).total).toBe(0);
  expect(station.log.counts({})).toEqual(countedFrames({ good: 1 }));
  const columns = 'score, verdict, regions, largest_region, run_ms, provider';
  expect(station.database.prepare(`SELECT ${columns} FROM inspections`).all()).toEqual([
    { score: 1.25, verdict: 'good', regions: 0, largest_region: 0, run_ms: 60.25, provider: 'cpu' },
  ]);
  expect(existsSync(station.paths.log)).toBe(false);
});

test('a defect keeps picture and map bit for bit, with everything that explains its verdict', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const id = await station.record(session, 7, 5.5, 0);
  if (id === null) throw new Error('The frame is a defect');
  const detail = station.log.getJudged(id);
  expect(detail).toMatchObject({
    productName: 'Cookie',
    sessionId: session.id,
    modelId: session.modelId,
    capturedAt: start,
    verdict: 'defect',
    score: 5.5,
    frames: 1,
    frameNumber: 7,
    name: 'part-7.png',
    decision: null,
    source: { kind: 'watched-folder', address: '/parts' },
    provider: 'cpu',
    timings: { capture: 1.5, queue: 0.5, run: 60.25, post: 2 },
    thresholds: { modelId: session.modelId, review: 2.5, defect: 4, pixelThreshold: 4, smallestArea: 0 },
    regions: { count: 1, largest: 1 },
    model: { family: 'patch', preset: 'compact' },
    picture: { width: 48, height: 40 },
    map: { width: 4, height: 3 },
    decisions: [],
  });
  const { picture } = detail;
  expect(picture.sha256).toBe(sha256((await station.log.picture(id)).bytes));

  const row: unknown = station.database.prepare('SELECT picture_path FROM log_entries').pluck().get();
  expect(row).toMatch(/^defects\/2026-11-23\/.+\.png$/);
  const stored = await station.files.frame({ path: String(row), bytes: 0, ...picture });
  expect(Buffer.from(stored.data).equals(testFrame(7).data)).toBe(true);

  const { bytes } = await station.log.map(id);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, 12);
  expect([...values]).toEqual(Array.from({ length: 12 }, (_, index) => 5.5 - index / 8));
});

test('a part that only a region makes a defect is logged with the region and the limits that it reached', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const { review, defect } = { review: 2.5, defect: 4 };
  const limits = { review, defect, pixelThreshold: 1, smallestArea: 3 / 12 };
  station.products.setThresholds(session.productId, limits, singleUser);
  // The map starts at the score and falls by 1/8 a position: two positions are at or above 1, then three.
  expect(await station.record(session, 0, 1.125, 0)).toBeNull();
  const id = (await station.record(session, 1, 1.25, 1000)) ?? 0;
  expect(station.log.get(id)).toMatchObject({
    verdict: 'defect',
    score: 1.25,
    regions: { count: 1, largest: 3 / 12 },
    thresholds: { ...limits, origin: 'person' },
  });
});

test('a part that stays in view of a live camera is one entry a second, its frames counted', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  const entries: (number | null)[] = [];
  for (let number = 0; number < 15; number++) {
    entries.push(await station.record(session, number, 5, number * 100));
  }
  expect(new Set(entries).size).toBe(2);
  const page = station.log.query({ filter: {}, order: 'oldest', limit: 10 });
  expect(page.entries.map(({ capturedAt, frames }) => [capturedAt - start, frames])).toEqual([
    [0, 10],
    [1000, 5],
  ]);
  expect(station.log.counts({})).toEqual(countedFrames({ defect: 15 }));
});

test('a good frame between two defects ends the appearance', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  const first = await station.record(session, 0, 5, 0);
  await station.record(session, 1, 1, 100);
  const second = await station.record(session, 2, 5, 200);
  expect(second).not.toBe(first);
});

test('a new session never adds to the entry of the one before', async () => {
  const station = openLog();
  const first = await station.record(await station.session('Cookie', camera), 0, 5, 0);
  const second = await station.record(await station.session('Cookie', camera), 0, 5, 10);
  expect(second).not.toBe(first);
});

const simulated = { kind: 'simulated-camera' } as const;

test.each([watched, simulated])('every part of a $kind has its entry', async (source) => {
  const station = openLog();
  const session = await station.session('Cookie', source);
  const entries = await Promise.all([0, 1, 2].map((number) => station.record(session, number, 5, number)));
  expect(new Set(entries).size).toBe(3);
});

test('frames handed over at once are logged in their order', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  const scores = [5, 5, 3, 1, 5, 1];
  await Promise.all(scores.map((score, number) => station.record(session, number, score, number * 10)));
  const logged = station.database.prepare('SELECT frame_number FROM inspections ORDER BY id').pluck().all();
  expect(logged).toEqual([0, 1, 2, 3, 4, 5]);
  expect(station.log.query({ filter: {}, order: 'oldest', limit: 10 }).entries).toMatchObject([
    { verdict: 'defect', frames: 2 },
    { verdict: 'review', frames: 1 },
    { verdict: 'defect', frames: 1 },
  ]);
});

test('a score that is no number is refused, and the log goes on', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  expect(await failureOf(() => station.record(session, 0, NaN, 0))).toMatchObject({ code: 'CORRUPT_MODEL' });
  expect(await station.record(session, 1, 5, 100)).not.toBeNull();
});

test('where the picture cannot be written there is no row that names it, and the next frame is logged', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  writeFileSync(station.paths.log, 'in the way');
  const failure = await failureOf(() => station.record(session, 0, 5, 0));
  expect(failure.message).toContain(station.paths.log);
  expect(station.log.counts({})).toEqual(countedFrames({}));
  expect(readFileSync(station.paths.log, 'utf8')).toBe('in the way');
  expect(await station.record(session, 1, 1, 100)).toBeNull();
});

test('an entry stands where the disk does not take its picture in the end, and that is told', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const refusal = new Error('The disk took nothing');
  const told: unknown[] = [];
  const recorder = createInspectionRecorder({
    writer: station.writer,
    changes: station.changes,
    notFlushed: (error: unknown) => told.push(error),
    files: {
      ...station.files,
      write: async (...written) => ({
        ...(await station.files.write(...written)),
        flushed: Promise.reject(refusal),
      }),
    },
  });
  const id = await recorder.record(station.inspected(session, 0, 5, 0));
  if (id === null) throw new Error('The frame is a defect');
  expect(station.log.getJudged(id).verdict).toBe('defect');
  expect(told).toEqual([refusal]);
});

test('an inspection of a session that does not exist leaves no files', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  const stray = { ...session, id: '5d9b54a0-0a4f-4b0e-8f4e-9f3f6a1f4b11' };
  await expect(station.record(stray, 0, 5, 0)).rejects.toThrow();
  expect(readdirSync(join(station.paths.log, '2026-11-23'))).toEqual([]);
});

test('a part without a verdict is an entry with its reason and its picture, and with no score', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const part = uninspectedPart({
    sessionId: session.id,
    productId: session.productId,
    modelId: session.modelId,
    name: 'a.png',
    capturedAt: start,
    reason: 'worker-failed',
    detail: 'It ended.',
  });
  const id = await station.recorder.record({ part, source: watched, picture: () => testFrame(3), map: null });
  const detail = station.log.get(id ?? 0);
  expect(detail).toMatchObject({
    verdict: 'not-inspected',
    reason: 'worker-failed',
    detail: 'It ended.',
    score: null,
    name: 'a.png',
    pictured: true,
    picture: { width: 48, height: 40 },
    decision: null,
  });
  expect(Object.keys(detail)).not.toEqual(
    expect.arrayContaining(['thresholds', 'regions', 'map', 'timings']),
  );
  const shown = await sharp((await station.log.picture(id ?? 0)).bytes)
    .removeAlpha()
    .raw()
    .toBuffer();
  expect(shown.equals(testFrame(3).data)).toBe(true);
  expect(station.log.counts({})).toEqual(countedParts({ 'not-inspected': 1 }));
  for (const refused of [() => station.log.map(id ?? 0), () => station.log.replay(id ?? 0)]) {
    expect(await failureOf(refused)).toMatchObject({ code: 'CONFLICT' });
  }
  station.log.decide(id ?? 0, { decision: 'good', cause: null, note: 'by hand' }, singleUser);
  const listed = station.log.query({
    filter: { verdict: 'not-inspected' },
    order: 'highest-score',
    limit: 10,
  });
  expect(listed.entries).toMatchObject([{ id, score: null, reason: 'worker-failed', decision: 'good' }]);
});

test('a part whose picture cannot be written is an entry all the same', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  writeFileSync(station.paths.log, 'in the way');
  const { id, productId, modelId } = session;
  const part = uninspectedPart({ sessionId: id, productId, modelId, reason: 'not-logged' });
  const entry = await station.recorder.record({
    part,
    source: watched,
    picture: () => testFrame(3),
    map: null,
  });
  expect(station.log.get(entry ?? 0)).toMatchObject({ reason: 'not-logged', pictured: false, picture: null });
  expect(await failureOf(() => station.log.picture(entry ?? 0))).toMatchObject({ code: 'CONFLICT' });
});
