import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Inspected } from '../../../../src/main/log/recorder.ts';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import { createInferenceProcess } from '../../../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import type { IncomingFrame } from '../../../../src/main/inspection/incoming-frame.ts';
import { createSessionRunner, type SessionRunner } from '../../../../src/main/inspection/session-runner.ts';
import type { LiveResult } from '../../../../src/shared/contract/live.ts';
import type { ThresholdsRecord } from '../../../../src/shared/contract/products.ts';
import { messageOf, StationError } from '../../../../src/shared/domain/station-error.ts';
import { testFrame } from '../../../support/pictures.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

interface Line {
  readonly runner: SessionRunner;
  readonly results: LiveResult[];
  readonly logged: Inspected[];
  readonly problems: string[];
  limits: ThresholdsRecord;
  /** What the log answers; throws to fail. */
  log: () => number | null;
}

/** A session over a real model; what it shows and logs is kept. */
function line(live: boolean): Line {
  const folder = temporaryFolder();
  const { id } = writeSmallModel(folder);
  const inference = createInferenceProcess(headlessHost(), () => undefined);
  onTestFinished(() => inference.close());
  const model = { modelId: id, graph: join(folder, 'model.onnx') };
  const state: Omit<Line, 'runner'> = {
    results: [],
    logged: [],
    problems: [],
    log: () => null,
    limits: {
      id: 1,
      modelId: id,
      review: -1e9,
      defect: 1e9,
      pixelThreshold: 0.5,
      smallestArea: 0,
      origin: 'person',
      setBy: 'test',
      setAt: 0,
    },
  };
  const runner = createSessionRunner({
    session: { sessionId: 'session', productId: 'product', modelId: id },
    source: live ? { kind: 'window-camera', label: 'test' } : { kind: 'watched-folder', folder },
    model: { provider: 'cpu', run: (pixels) => inference.run(model, pixels) },
    limits: () => line.limits,
    look: () => undefined,
    record: (inspected) => {
      line.logged.push(inspected);
      return Promise.resolve().then(() => line.log());
    },
    onResult: (result) => line.results.push(result),
    onProblem: (error) => line.problems.push(messageOf(error)),
  });
  const line: Line = Object.assign(state, { runner });
  return line;
}

function frame(number: number): IncomingFrame {
  return {
    number,
    name: null,
    capturedAt: number,
    captureMs: 2,
    arrivedAt: performance.now(),
    pixels: pixelsOf(testFrame(64 + number, 64)),
    showPicture: false,
  };
}

describe('a live session', () => {
  it('looks at the latest frame and counts those it replaced', async () => {
    const { runner, results } = line(true);
    await Promise.all([0, 1, 2, 3, 4].map((number) => runner.accept(frame(number))));
    await runner.stop();
    expect(results.map(({ frameNumber }) => frameNumber)).toEqual([0, 4]);
    expect(results.at(-1)?.counts).toEqual({ good: 0, review: 2, defect: 0, dropped: 3 });
  });

  it('judges the next frame by limits that were moved just before', async () => {
    const session = line(true);
    await session.runner.accept(frame(0));
    session.limits = { ...session.limits, id: 2, review: 1e8 };
    await session.runner.accept(frame(0));
    session.limits = { ...session.limits, id: 3, review: -1e9, defect: -1e8 };
    await session.runner.accept(frame(0));
    expect(session.results.map(({ verdict }) => verdict)).toEqual(['review', 'good', 'defect']);
    expect(session.logged.map(({ part }) => part.thresholds.id)).toEqual([1, 2, 3]);
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
    expect(session.logged.map(({ part }) => [part.verdict, part.regions.largest])).toEqual([
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

  it('still shows the verdict when the log cannot keep it, and says so', async () => {
    const session = line(true);
    session.log = () => {
      throw new StationError('DISK_FULL', 'The disk is full.');
    };
    await session.runner.accept(frame(0));
    expect(session.results[0]).toMatchObject({ verdict: 'review', entryId: null });
    expect(session.problems).toEqual(['A verdict could not be logged. The disk is full.']);
  });

  it('reports a frame that cannot be run and goes on', async () => {
    const { runner, results, problems } = line(true);
    const broken = frame(0);
    await runner.accept({ ...broken, pixels: { ...broken.pixels, height: 1 } });
    await runner.accept(frame(1));
    expect(problems).toHaveLength(1);
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
