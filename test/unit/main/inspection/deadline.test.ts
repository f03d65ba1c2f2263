import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import {
  createInferenceProcess,
  type InferenceResult,
} from '../../../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import type { IncomingFrame } from '../../../../src/main/inspection/incoming-frame.ts';
import {
  createSessionRunner,
  type SessionRunnerParts,
} from '../../../../src/main/inspection/session-runner.ts';
import type { LiveOutcome } from '../../../../src/shared/contract/live.ts';
import type { PartResult } from '../../../../src/shared/contract/part-result.ts';
import { inFirstLane } from '../../../support/first-lane.ts';
import { testFrame } from '../../../support/pictures.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const modelId = '33333333-3333-4333-8333-333333333333';

/** Makes a model whose answers the test gives by hand, in the order of the calls. */
function handModel() {
  const waiting: ((result: InferenceResult) => void)[] = [];
  return {
    provider: 'cpu',
    run: () => new Promise<InferenceResult>((resolve) => waiting.push(resolve)),
    answer() {
      const map = new Float32Array(1);
      waiting.shift()?.({ score: 0, map, width: 1, height: 1, runMs: 1 });
    },
    get asked() {
      return waiting.length;
    },
  };
}

function session(deadlineMs: number | null, model: SessionRunnerParts['model']) {
  const outcomes: LiveOutcome[] = [];
  const logged: PartResult[] = [];
  const runner = createSessionRunner({
    session: { sessionId: 'session', productId: 'product', modelId, ...inFirstLane },
    source: { kind: 'simulated-camera' },
    trigger: 'software',
    deadlineMs,
    model,
    limits: () => ({
      id: 1,
      modelId,
      review: 1e8,
      defect: 1e9,
      pixelThreshold: 1e9,
      smallestArea: 0,
      pixelFollows: false,
      origin: 'person',
      setBy: 'test',
      setAt: 0,
    }),
    look: () => false,
    record: ({ part }) => {
      logged.push(part);
      return Promise.resolve(null);
    },
    onOutcome: (outcome) => void outcomes.push(outcome),
    windows: { isWatched: () => false, tellOutcome: () => undefined },
    onProblem: (error) => {
      throw error;
    },
  });
  return { runner, outcomes, logged };
}

function part(number: number, change: Partial<IncomingFrame> = {}): IncomingFrame {
  return {
    number,
    name: null,
    capturedAt: number,
    captureMs: 0,
    arrivedAt: performance.now(),
    pixels: pixelsOf(testFrame()),
    showPicture: false,
    ...change,
  };
}

const told = ({ outcomes }: ReturnType<typeof session>) =>
  outcomes.map((outcome) => [
    outcome.frameNumber,
    outcome.kind === 'result' ? outcome.verdict : `${outcome.reason}: ${outcome.detail ?? ''}`,
  ]);

describe('a deadline of the line', () => {
  it('makes a part late while the model still runs; what it says later is dropped', async () => {
    const model = handModel();
    const line = session(30, model);
    expect(await line.runner.accept(part(0))).toBe(false);
    expect(told(line)).toEqual([[0, 'late: The model had not answered within 30 ms.']]);
    expect(line.logged).toMatchObject([{ verdict: 'not-inspected', reason: 'late' }]);
    model.answer();
    await line.runner.stop();
    expect(line.outcomes).toHaveLength(1);
    expect(line.runner.counts).toMatchObject({ good: 0, 'not-inspected': 1 });
  });

  it('counts for each part by itself: a run that hangs does not keep the outcomes of the next ones', async () => {
    const line = session(30, handModel());
    await Promise.all([0, 1, 2].map((number) => line.runner.accept(part(number))));
    expect(told(line)).toEqual([
      [0, 'late: The model had not answered within 30 ms.'],
      [1, 'late: The part waited for its turn for all of 30 ms.'],
      [2, 'late: The part waited for its turn for all of 30 ms.'],
    ]);
    await line.runner.stop();
  });

  it('leaves parts with time their verdict, in their order', async () => {
    const model = handModel();
    const line = session(60_000, model);
    const overdue = part(1, { arrivedAt: performance.now() - 60_000 });
    const accepted = [part(0), overdue, part(2)].map((one) => line.runner.accept(one));
    for (let answered = 0; answered < 2; answered++) {
      await vi.waitUntil(() => model.asked > 0);
      model.answer();
    }
    expect(await Promise.all(accepted)).toEqual([true, false, true]);
    expect(told(line).map(([number]) => number)).toEqual([0, 1, 2]);
    expect(line.outcomes.map(({ verdict }) => verdict)).toEqual(['good', 'not-inspected', 'good']);
  });

  it('is counted from the trigger, not from the picture', async () => {
    const line = session(60_000, handModel());
    await line.runner.accept(part(0, { triggeredAt: performance.now() - 60_001 }));
    expect(line.outcomes).toMatchObject([{ verdict: 'not-inspected', reason: 'late' }]);
    await line.runner.stop();
  });

  it('drops a verdict that comes after it, and says which one it was', async () => {
    const model = handModel();
    const line = session(40, model);
    const accepted = line.runner.accept(part(0));
    await vi.waitUntil(() => model.asked > 0);
    model.answer();
    // Block the process, so that not even the deadline's timer runs meanwhile.
    const until = performance.now() + 50;
    while (performance.now() < until);
    await accepted;
    expect(told(line)).toEqual([[0, 'late: The verdict “good” came after 40 ms and does not count.']]);
  });

  it('goes on with the next part when a real model answers in time', async () => {
    const folder = temporaryFolder();
    const { id } = writeSmallModel(folder);
    const inference = createInferenceProcess(headlessHost());
    onTestFinished(() => inference.close());
    const graph = { modelId: id, graph: join(folder, 'model.onnx') };
    await inference.load(graph);
    let slow = true;
    const line = session(20_000, {
      provider: 'cpu',
      run: async (pixels) => {
        if (slow) await sleep(40);
        return inference.run(graph, pixels);
      },
    });
    const late = part(0, { arrivedAt: performance.now() - 19_990 });
    await line.runner.accept(late);
    slow = false;
    await line.runner.accept(part(1));
    expect(line.outcomes.map(({ verdict }) => verdict)).toEqual(['not-inspected', 'good']);
    await line.runner.stop();
  });

  it('has no say in a pause: a part that waits in it is late', async () => {
    const line = session(30, handModel());
    line.runner.setPaused(true);
    await Promise.all([line.runner.accept(part(0)), line.runner.accept(part(1))]);
    expect(line.outcomes.map(({ verdict }) => verdict)).toEqual(['not-inspected', 'not-inspected']);
    await line.runner.stop();
  });

  it('is not there when it is not set; a part asked for has its outcome also when the pause ends in a stop', async () => {
    const line = session(null, handModel());
    line.runner.setPaused(true);
    const accepted = line.runner.accept(part(0));
    await line.runner.stop();
    await accepted;
    expect(line.outcomes).toMatchObject([{ verdict: 'not-inspected', reason: 'late' }]);
  });
});
