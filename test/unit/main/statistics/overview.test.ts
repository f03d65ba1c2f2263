import { expect, test } from 'vitest';
import { countOverview } from '../../../../src/main/statistics/overview.ts';
import { createStatisticsRepository } from '../../../../src/main/statistics/repository.ts';
import { chartDrift } from '../../../../src/main/statistics/drift.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { camera, openLog, start, watched } from '../../../support/log.ts';
import type { OverviewFilter } from '../../../../src/shared/contract/statistics.ts';
import { seenIn } from '../../../../src/shared/domain/bucket-sums.ts';
import { arrivedIn, yieldOf } from '../../../../src/shared/domain/outcome.ts';
import { counted } from '../../../support/counts.ts';
import { uninspectedPart } from '../../../support/part-result.ts';

/** Makes a model of which only the validation scores are known. */
const noLimits = (validationScores: readonly number[]) => ({ validationScores, inForce: null });

const hour = 3_600_000;

/** Makes a log of two products over three days, one of them at a live camera. Some entries have a decision, some also a cause. */
async function filledLog() {
  const station = openLog();
  const cookie = await station.session('Cookie', watched);
  const tape = await station.session('Tape', camera);
  const { next: random } = seededRandom(7);
  const seen: { productId: string; at: number; verdict: string; id: number | null }[] = [];
  for (let index = 0; index < 150; index++) {
    const session = index % 3 === 0 ? tape : cookie;
    const at = Math.floor((index / 150) * 72 * hour) + Math.floor(random() * 900_000);
    const score = random() * 6;
    const id = await station.record(session, index, score, at);
    const verdict = score < 2.5 ? 'good' : score < 4 ? 'review' : 'defect';
    seen.push({ productId: session.productId, at: start + at, verdict, id });
    if (id === null || index % 2 === 0) continue;
    const decision = random() < 0.4 ? 'good' : 'defect';
    station.log.decide(id, { decision, cause: index % 4 === 1 ? 'scratch' : null, note: '' }, singleUser);
  }
  const statistics = createStatisticsRepository(station.database);
  return { ...station, statistics, seen, cookie, tape };
}

test('buckets count what a walk through the log counts', async () => {
  const { statistics, seen, cookie, tape } = await filledLog();
  for (const productId of [undefined, cookie.productId, tape.productId]) {
    const filter = { from: start + 5 * hour, to: start + 60 * hour, ...(productId ? { productId } : {}) };
    const overview = await countOverview(statistics, filter, 'Europe/Berlin');
    const within = seen.filter(
      (one) =>
        one.at >= filter.from &&
        one.at < filter.to &&
        (productId === undefined || one.productId === productId),
    );
    const verdictsIn = (from: number, to: number, verdict: string): number =>
      within.filter((one) => one.at >= from && one.at < to && one.verdict === verdict).length;
    expect(overview.unit).toBe('day');
    expect(overview.buckets.length).toBeGreaterThanOrEqual(3);
    for (const bucket of overview.buckets) {
      for (const verdict of ['good', 'review', 'defect'] as const) {
        const all = bucket.parts[verdict] + bucket.frames[verdict];
        expect(all).toBe(verdictsIn(bucket.from, bucket.to, verdict));
      }
    }
    const frames = within.filter((one) => one.productId === tape.productId).length;
    const counts = seenIn(overview.buckets);
    expect(arrivedIn(counts.frames)).toBe(frames);
    expect(arrivedIn(counts.parts)).toBe(within.length - frames);
  }
});

test('figures and the control chart of one lane know what it saw, and nothing of the others', async () => {
  const station = openLog();
  const statistics = createStatisticsRepository(station.database);
  const top = await station.session('Cookie', watched);
  const side = { ...top, ...(await station.session('Lid', watched, { lane: 2, laneName: 'Side' })) };
  for (let index = 0; index < 12; index++) {
    await station.record(index % 3 === 0 ? side : top, index, index % 2 === 0 ? 1 : 5, index * 1000);
  }
  for (const [lane, parts, entries] of [
    [undefined, 12, 6],
    [1, 8, 4],
    [2, 4, 2],
    [3, 0, 0],
  ] as const) {
    const overview = await countOverview(statistics, lane === undefined ? {} : { lane }, 'Asia/Tokyo');
    expect(arrivedIn(seenIn(overview.buckets).parts)).toBe(parts);
    expect(overview.buckets.reduce((sum, bucket) => sum + bucket.entries, 0)).toBe(entries);
  }
  const chart = { modelId: side.modelId, size: 1, baseline: 'first' } as const;
  expect(chartDrift(statistics, { ...chart, lane: 2 }, noLimits([])).points).toHaveLength(4);
  expect(chartDrift(statistics, { ...chart, lane: 1 }, noLimits([])).points).toEqual([]);
});

test('a day of the week, a cause and a shift count for themselves; whole weeks are cut into their days', async () => {
  const station = openLog();
  const statistics = createStatisticsRepository(station.database);
  const session = await station.session('Cookie', watched);
  // The 23rd of November is a Monday. One part a day for fifteen weeks; those of Mondays are defects.
  for (let day = 0; day < 105; day++) {
    const id = await station.record(session, day, day % 7 === 0 ? 5 : 1, day * 24 * hour);
    if (id !== null) station.log.decide(id, { decision: 'defect', cause: 'dent', note: '' }, singleUser);
  }
  const count = async (filter: OverviewFilter) => {
    const { unit, buckets, causes } = await countOverview(statistics, filter, 'UTC');
    const entries = buckets.reduce((sum, bucket) => sum + bucket.entries, 0);
    return { unit, parts: arrivedIn(seenIn(buckets).parts), entries, causes: causes.length };
  };
  expect(await count({})).toEqual({ unit: 'week', parts: 105, entries: 15, causes: 1 });
  expect(await count({ weekday: 1 })).toEqual({ unit: 'week', parts: 15, entries: 15, causes: 1 });
  expect(await count({ weekday: 7 })).toMatchObject({ parts: 15, entries: 0, causes: 0 });
  expect(await count({ cause: 'scratch' })).toMatchObject({ parts: 105, entries: 0, causes: 0 });
  expect(await count({ shiftId: 1 })).toMatchObject({ parts: 0 });
  expect(await count({ source: 'push' })).toMatchObject({ parts: 0 });
  expect(await count({ source: 'watched-folder' })).toMatchObject({ parts: 105 });
});

test('entries, decisions and causes are those of the log, whatever the time they were decided at', async () => {
  const { statistics, log } = await filledLog();
  const overview = await countOverview(statistics, {}, 'UTC');
  const { entries, total } = log.query({ filter: {}, order: 'oldest', limit: 500 });
  expect(overview.buckets.reduce((sum, bucket) => sum + bucket.entries, 0)).toBe(total);
  for (const { verdict, decision, entries: count } of overview.decided) {
    expect(count).toBe(entries.filter((one) => one.verdict === verdict && one.decision === decision).length);
  }
  expect(overview.decided.reduce((sum, group) => sum + group.entries, 0)).toBe(total);
  for (const { decision, cause, entries: count } of overview.causes) {
    expect(count).toBe(entries.filter((one) => one.decision === decision && one.cause === cause).length);
  }
  expect(overview.causes.some(({ cause }) => cause === 'scratch')).toBe(true);
  expect(overview.causes.some(({ cause }) => cause === null)).toBe(true);
});

test('parts that were not inspected are counted apart, by their reason, and no rate of the model knows them', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const { id: sessionId, productId, modelId } = session;
  await station.record(session, 0, 1, 0);
  for (const [index, reason] of (['unreadable', 'late', 'late'] as const).entries()) {
    const part = uninspectedPart({ sessionId, productId, modelId, reason, capturedAt: start + index });
    const entry = await station.recorder.record({ part, source: watched, picture: null, map: null });
    station.log.decide(entry ?? 0, { decision: 'defect', cause: 'dent', note: '' }, singleUser);
  }
  const overview = await countOverview(createStatisticsRepository(station.database), {}, 'UTC');
  const { parts } = seenIn(overview.buckets);
  expect(parts).toEqual(counted({ good: 1, 'not-inspected': 3 }));
  expect(yieldOf(parts)).toBe(0.25);
  expect(overview.reasons).toEqual([
    { reason: 'late', parts: 2, frames: 0 },
    { reason: 'unreadable', parts: 1, frames: 0 },
  ]);
  expect(overview.decided).toEqual([]);
  expect(overview.causes).toEqual([{ decision: 'defect', cause: 'dent', entries: 3 }]);
});

test('a log without inspections has no buckets', async () => {
  const { statistics } = await filledLog();
  expect((await countOverview(statistics, { to: start }, 'UTC')).buckets).toEqual([]);
  const empty = createStatisticsRepository(openLog().database);
  expect(await countOverview(empty, {}, 'UTC')).toEqual({
    unit: 'hour',
    buckets: [],
    reasons: [],
    decided: [],
    causes: [],
  });
});

test('counting stops when nobody waits for it any more', async () => {
  const { statistics } = await filledLog();
  const stop = new AbortController();
  stop.abort();
  await expect(countOverview(statistics, {}, 'UTC', stop.signal)).rejects.toThrow('aborted');
});

async function scoredLog(scores: readonly number[], source = watched) {
  const station = openLog();
  const session = await station.session('Cookie', source);
  for (const [index, score] of scores.entries()) await station.record(session, index, score, index * 1000);
  return { statistics: createStatisticsRepository(station.database), modelId: session.modelId };
}

const steady = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => 1 + (index % 2) * 0.25);

test('scores that rise break the limits that the first subgroups gave', async () => {
  const { statistics, modelId } = await scoredLog([...steady(100), ...Array<number>(10).fill(2)]);
  const drift = chartDrift(statistics, { modelId, size: 5, baseline: 'first' }, noLimits([]));
  expect(drift.points).toHaveLength(22);
  expect(drift).toMatchObject({ sampled: false, frames: 0, baseline: { there: 22, needed: 20, beyond: 0 } });
  expect(drift.limits?.centre).toBeCloseTo(1.125, 6);
  expect(drift.signals).toContainEqual({ rule: 'beyond-limits', point: 20 });
  expect(drift.signals).toContainEqual({ rule: 'beyond-limits', point: 21 });
});

test('with few points there are no limits, and it says how many are needed', async () => {
  const { statistics, modelId } = await scoredLog(steady(23), camera);
  const drift = chartDrift(statistics, { modelId, size: 5, baseline: 'first' }, noLimits([]));
  expect(drift.points).toHaveLength(4);
  expect(drift).toMatchObject({ limits: null, signals: [], frames: 20, baseline: { there: 4, needed: 20 } });
  const alone = chartDrift(statistics, { modelId, size: 1, baseline: 'first' }, noLimits([]));
  expect(alone.points).toHaveLength(23);
  expect(alone.limits).not.toBeNull();
});

test('the baseline may be the validation images', async () => {
  const { statistics, modelId } = await scoredLog(steady(10));
  const few = chartDrift(statistics, { modelId, size: 1, baseline: 'validation' }, noLimits([0.5, 0.6]));
  expect(few).toMatchObject({ limits: null, baseline: { kind: 'validation', there: 2 } });
  const scores = Array.from({ length: 20 }, (_, index) => 0.4 + (index % 2) * 0.2);
  const drift = chartDrift(statistics, { modelId, size: 1, baseline: 'validation' }, noLimits(scores));
  expect(drift.limits?.centre).toBeCloseTo(0.5, 12);
  expect(drift.signals.filter(({ rule }) => rule === 'beyond-limits')).toHaveLength(10);
});

test('more inspections than can be charted give subgroups from equal spans of time', async () => {
  const { statistics, modelId } = await scoredLog(steady(450));
  const drift = chartDrift(statistics, { modelId, size: 2, baseline: 'first' }, noLimits([]));
  expect(drift.sampled).toBe(true);
  expect(drift.points.length).toBeGreaterThan(150);
  expect(drift.points.length).toBeLessThanOrEqual(200);
  for (const { from, to } of drift.points) expect(to - from).toBe(1000);
});
