import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { restartBudget, type RestartBudget } from '../../src/main/host/restart-budget.ts';
import { createInferenceProcess } from '../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import type { IncomingFrame } from '../../src/main/inspection/incoming-frame.ts';
import { createSessionRunner, type SessionRunner } from '../../src/main/inspection/session-runner.ts';
import type { Inspected } from '../../src/main/log/recorder.ts';
import type { LiveResult, LiveUninspected } from '../../src/shared/contract/live.ts';
import type { ThresholdsRecord } from '../../src/shared/contract/products.ts';
import { inFirstLane } from './first-lane.ts';
import { testFrame } from './pictures.ts';
import { writeSmallModel } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface SmallLine {
  readonly runner: SessionRunner;
  readonly results: LiveResult[];
  readonly uninspected: LiveUninspected[];
  readonly logged: Inspected[];
  limits: ThresholdsRecord;
  /** Answers each look at a picture; throws to fail. */
  look: () => boolean;
  /** Called with each outcome; throws to fail. */
  tell: () => void;
  readonly problems: unknown[];
  /** Returns whether parts wait for the process. */
  readonly isStalled: () => boolean;
  /** Lets no run end from now on. */
  readonly hang: () => void;
  /** The log's answer to a part; throws to fail. */
  log: (inspected: Inspected) => number | null;
}

/**
 * Opens a session over a real model and keeps what it shows and logs.
 *
 * @param host where the inspection process runs
 * @param budget how often that process may start
 */
export function smallLine(
  live: boolean,
  host: Host = headlessHost(),
  budget: RestartBudget = restartBudget(),
): SmallLine {
  const folder = temporaryFolder();
  const { id } = writeSmallModel(folder);
  const inference = createInferenceProcess(host, { budget });
  onTestFinished(() => inference.close());
  const model = { modelId: id, graph: join(folder, 'model.onnx') };
  let hangs = false;
  const state: Omit<SmallLine, 'runner'> = {
    results: [],
    uninspected: [],
    logged: [],
    problems: [],
    isStalled: () => inference.stalledUntil() !== null,
    hang: () => (hangs = true),
    look: () => false,
    tell: () => undefined,
    log: () => null,
    limits: {
      id: 1,
      modelId: id,
      review: -1e9,
      defect: 1e9,
      pixelThreshold: 0.5,
      smallestArea: 0,
      pixelFollows: false,
      origin: 'person',
      setBy: 'test',
      setAt: 0,
    },
  };
  const runner = createSessionRunner({
    session: { sessionId: 'session', productId: 'product', modelId: id, ...inFirstLane },
    source: live ? { kind: 'window-camera', label: 'test' } : { kind: 'watched-folder', folder },
    model: {
      provider: 'cpu',
      run: (pixels) => (hangs ? new Promise(() => undefined) : inference.run(model, pixels)),
      stalledUntil: () => inference.stalledUntil(),
    },
    limits: () => line.limits,
    look: () => line.look(),
    record: (inspected) => {
      line.logged.push(inspected);
      return Promise.resolve().then(() => line.log(inspected));
    },
    onOutcome: (outcome) => {
      if (outcome.kind === 'result') line.results.push(outcome);
      else line.uninspected.push(outcome);
      line.tell();
    },
    windows: { isWatched: () => false, tellOutcome: () => undefined },
    onProblem: (error) => {
      line.problems.push(error);
      throw error;
    },
  });
  const line: SmallLine = Object.assign(state, { runner });
  return line;
}

/** Makes a frame whose picture depends on its number. */
export function numberedFrame(number: number): IncomingFrame {
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
