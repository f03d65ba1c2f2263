import { describe, expect, it } from 'vitest';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import type { JudgedPart } from '../../../../src/shared/contract/part-result.ts';
import { arrivedIn } from '../../../../src/shared/domain/outcome.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { counted } from '../../../support/counts.ts';
import { inFirstLane } from '../../../support/first-lane.ts';
import { testFrame } from '../../../support/pictures.ts';
import { numberedFrame as frame, smallLine as line, type SmallLine } from '../../../support/small-line.ts';

/** Returns the logged parts with a verdict. */
const judgedOf = ({ logged }: SmallLine): JudgedPart[] =>
  logged.map(({ part }) => part).filter((part) => part.verdict !== 'not-inspected');

it('tells how many parts have no outcome yet, and since when the oldest of them waits', async () => {
  const { runner } = line(false);
  const [first, ...others] = [frame(0), frame(1), frame(2)];
  const all = [first, ...others].map((part) => runner.accept(part));
  expect(runner.waiting).toEqual({ count: 3, since: first.arrivedAt });
  await Promise.all(all);
  expect(runner.waiting).toEqual({ count: 0, since: null });
  await runner.stop();
});

describe('a live session', () => {
  it('looks at the latest frame and counts those it replaced', async () => {
    const { runner, results } = line(true);
    await Promise.all([0, 1, 2, 3, 4].map((number) => runner.accept(frame(number))));
    await runner.stop();
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([0, 4]);
    expect(results.at(-1)?.counts).toEqual({ ...counted({ review: 2 }), dropped: 3 });
  });

  it('judges the next frame by limits that were moved just before', async () => {
    const session = line(true);
    await session.runner.accept(frame(0));
    session.limits = { ...session.limits, id: 2, review: 1e8 };
    await session.runner.accept(frame(0));
    session.limits = { ...session.limits, id: 3, review: -1e9, defect: -1e8 };
    await session.runner.accept(frame(0));
    expect(session.results.map(({ verdict }) => verdict)).toEqual(['review', 'good', 'defect']);
    expect(judgedOf(session).map(({ thresholds }) => thresholds.id)).toEqual([1, 2, 3]);
  });

  it('calls a region of the smallest area a defect whatever the score, from the next frame on', async () => {
    const session = line(true);
    const everythingGood = { ...session.limits, review: 1e8, defect: 1e9, pixelThreshold: 1e-3 };
    session.limits = everythingGood;
    await session.runner.accept(frame(0));
    session.limits = { ...everythingGood, id: 2, smallestArea: 0.5 };
    await session.runner.accept(frame(0));
    session.limits = { ...everythingGood, id: 3, smallestArea: 0.5, pixelThreshold: 1e8 };
    await session.runner.accept(frame(0));
    expect(session.results.map(({ verdict }) => verdict)).toEqual(['good', 'defect', 'good']);
    expect(session.results.map(({ regions }) => regions)).toEqual([
      { count: 1, largest: 1 },
      { count: 1, largest: 1 },
      { count: 0, largest: 0 },
    ]);
    expect(session.results[1]?.thresholds).toEqual({
      id: 2,
      review: 1e8,
      defect: 1e9,
      pixelThreshold: 1e-3,
      smallestArea: 0.5,
    });
    expect(judgedOf(session).map(({ verdict, regions }) => [verdict, regions.largest])).toEqual([
      ['good', 1],
      ['defect', 1],
      ['good', 0],
    ]);
  });

  it('takes no frames while it is paused', async () => {
    const { runner, results } = line(true);
    runner.setPaused(true);
    await runner.accept(frame(0));
    runner.setPaused(false);
    await runner.accept(frame(1));
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([1]);
  });

  it('calls a part not inspected when the log cannot keep its verdict, and says so', async () => {
    const session = line(true);
    session.log = ({ part }) => {
      if (part.verdict !== 'not-inspected') throw new StationError('DISK_FULL', 'The disk is full.');
      return 7;
    };
    expect(await session.runner.accept(frame(0))).toBe(false);
    expect(session.results).toEqual([]);
    expect(session.uninspected).toMatchObject([
      {
        reason: 'not-logged',
        detail: 'The disk is full.',
        entryId: 7,
        counts: counted({ 'not-inspected': 1 }),
      },
    ]);
  });

  it('gives a part one outcome although nothing at all can be logged', async () => {
    const session = line(false);
    session.log = () => {
      throw new StationError('DISK_FULL', 'The disk is full.');
    };
    await Promise.all([0, 1, 2].map((number) => session.runner.accept(frame(number))));
    expect(session.uninspected.map(({ frameNumber, entryId }) => [frameNumber, entryId])).toEqual([
      [0, null],
      [1, null],
      [2, null],
    ]);
    expect(session.runner.counts).toEqual({ ...counted({ 'not-inspected': 3 }), dropped: 0 });
  });

  it('goes on when an outcome cannot be told: what is logged counts as kept', async () => {
    const session = line(false);
    session.tell = () => {
      throw new Error('no window');
    };
    const many = Array.from({ length: 6 }, (_, number) => session.runner.accept(frame(number)));
    expect(await Promise.all(many)).toEqual(Array<boolean>(6).fill(true));
    session.tell = () => undefined;
    expect(await session.runner.accept(frame(6))).toBe(true);
    await session.runner.stop();
    expect(session.results.map(({ frameNumber }) => frameNumber)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(session.problems).toHaveLength(6);
  });

  it('gives no verdict on a part whose picture is unlike, shows no part, or cannot be compared', async () => {
    const session = line(true);
    session.look = () => true;
    await session.runner.accept(frame(0));
    session.look = () => {
      throw new Error('no comparison');
    };
    await session.runner.accept(frame(1));
    session.look = () => {
      throw new StationError('OUT_OF_PLACE', 'no part');
    };
    await session.runner.accept(frame(2));
    expect(session.results).toEqual([]);
    expect(session.uninspected).toMatchObject([
      { reason: 'unlike', detail: null },
      { reason: 'worker-failed', detail: 'no comparison' },
      { reason: 'out-of-place', detail: 'no part' },
    ]);
  });

  it('calls a frame that cannot be run not inspected, and goes on', async () => {
    const { runner, results, uninspected } = line(true);
    const broken = frame(0);
    await runner.accept({ ...broken, pixels: { ...pixelsOf(testFrame(64, 64)), height: 1 } });
    await runner.accept(frame(1));
    expect(uninspected).toMatchObject([
      { frameNumber: 0, verdict: 'not-inspected', reason: 'worker-failed' },
    ]);
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([1]);
  });

  it('says where the time of a frame went', async () => {
    const { runner, results } = line(true);
    await runner.accept(frame(0));
    const timings = results[0]?.timings;
    expect(timings?.capture).toBe(2);
    expect(timings?.run).toBeGreaterThan(0);
    expect(timings?.post).toBeGreaterThanOrEqual(0);
  });
});

describe('a session over parts', () => {
  it('counts a part without a picture in its place, with nothing made up', async () => {
    const session = line(false);
    const problem = new StationError('UNREADABLE_IMAGE', '“b.png” is damaged.');
    const unreadable = { number: 1, name: 'b.png', capturedAt: 1, arrivedAt: 0, pixels: null, problem };
    await Promise.all([
      session.runner.accept(frame(0)),
      session.runner.accept(unreadable),
      session.runner.accept(frame(2)),
    ]);
    expect(session.logged.map(({ part }) => part.frameNumber)).toEqual([0, 1, 2]);
    expect(session.logged[1]).toMatchObject({ picture: null, map: null });
    expect(session.logged[1]?.part).toEqual({
      sessionId: 'session',
      productId: 'product',
      modelId: session.logged[0]?.part.modelId,
      frameNumber: 1,
      name: 'b.png',
      capturedAt: 1,
      ...inFirstLane,
      partNumber: null,
      verdict: 'not-inspected',
      reason: 'unreadable',
      detail: '“b.png” is damaged.',
    });
    expect(arrivedIn(session.runner.counts)).toBe(3);
  });

  it('looks at every part, in order', async () => {
    const { runner, results } = line(false);
    await Promise.all([0, 1, 2, 3, 4].map((number) => runner.accept(frame(number))));
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([0, 1, 2, 3, 4]);
    expect(results.at(-1)?.counts.dropped).toBe(0);
  });

  it('keeps parts that come during a pause for afterwards', async () => {
    const { runner, results } = line(false);
    await runner.accept(frame(0));
    runner.setPaused(true);
    const waiting = Promise.all([runner.accept(frame(1)), runner.accept(frame(2))]);
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([0]);
    runner.setPaused(false);
    await waiting;
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([0, 1, 2]);
  });
});
