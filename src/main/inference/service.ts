import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import type { StationChanges } from '../station/changes.ts';
import {
  createInferenceProcess,
  type InferenceResult,
  type InferenceStatus,
  type RunOptions,
} from './inference-process.ts';
import { createFairTurns, type TurnsWaiting, type TurnState } from './fair-turns.ts';
import { createGraphTrial, type TrialLimits } from './graph-trial.ts';
import { pixelsOf } from './pixels.ts';
import type { Pixels } from './protocol.ts';
import { createProviderCheck } from './provider-check.ts';
import type { RefusedProvider } from './provider-protocol.ts';

export interface InferenceServiceParts {
  readonly host: Host;
  /** `graphOf` returns the path of a model's graph. */
  readonly models: { graphOf(modelId: string): string };
  /** Path of the file of tunings. */
  readonly tuningFile: string;
  readonly changes: StationChanges;
  /** Limits of a graph's trial; the usual time and memory when left out. */
  readonly trialLimits?: TrialLimits;
}

/** A model whose graph is open. */
export interface LoadedModel {
  readonly modelId: string;
  /** The execution provider that runs it, e.g. `cpu`. */
  readonly provider: string;
  /** Preferred providers that do not work here, with the reasons. */
  readonly refusedProviders: readonly RefusedProvider[];
  /** Runs one frame when it is the loader's turn, in the order of the calls. @throws StationError WORKER_FAILED, OUT_OF_PLACE, CANCELLED */
  run(frame: Pixels): Promise<InferenceResult>;
  /** When the process may be started again after too many failures, milliseconds since 1970; null if it runs or may be started. */
  stalledUntil(): number | null;
  /** Returns the loader's waiting times; null if it has had no turn yet. */
  turn(): TurnState | null;
}

/**
 * Runs models on frames. The line has its own process, so it never waits for other work. Evaluations, replays and checks of known parts
 * use a second process with low priority; imported models are tried in a third, which may crash (decision 0124).
 */
export interface InferenceService {
  /**
   * Opens a model's graph ahead of its first frame.
   *
   * @param who the asker that takes turns with others, e.g. a lane; the model when left out
   * @throws StationError CORRUPT_MODEL, WORKER_FAILED
   */
  load(modelId: string, who?: string): Promise<LoadedModel>;
  /** Runs a model on one frame, with low priority. @throws StationError WORKER_FAILED, OUT_OF_PLACE, CANCELLED */
  runModel(modelId: string, frame: Frame, options?: RunOptions): Promise<InferenceResult>;
  /**
   * Tries a graph that is not yet a model of the station.
   *
   * @param graph path of the file
   * @throws StationError CORRUPT_MODEL, WORKER_FAILED with why it does not run, CANCELLED
   */
  runGraph(graph: string, frame: Frame): Promise<InferenceResult>;
  /** The status of the line's inference. */
  status(): InferenceStatus;
  /** Counts the line's requests that wait for their turn. */
  waiting(): TurnsWaiting;
  /** Ends the processes; open requests are rejected with CANCELLED. */
  close(): void;
}

/** One frame runs while the next is being sent to the process. */
const runsAtOnce = 2;
/** The background process ends after this long without work, to free its memory, milliseconds. */
const backgroundIdleMs = 60_000;

export function createInferenceService(parts: InferenceServiceParts): InferenceService {
  const { host, models, tuningFile, changes } = parts;
  const providers = createProviderCheck(host);
  const line = createInferenceProcess(host, {
    tuningFile,
    providers,
    onStatus: () => changes.publish({ kind: 'status' }),
  });
  const background = createInferenceProcess(host, {
    tuningFile,
    providers,
    program: 'background-inference',
    idleMs: backgroundIdleMs,
  });
  const trial = createGraphTrial(host, parts.trialLimits);
  const turns = createFairTurns(runsAtOnce);
  const othersTurns = createFairTurns(runsAtOnce);

  return {
    async load(modelId, who = modelId) {
      const model = { modelId, graph: models.graphOf(modelId) };
      const { provider, refused } = await line.load(model);
      return {
        modelId,
        provider,
        refusedProviders: refused,
        run: (frame) => turns.take(who, () => line.run(model, frame)),
        stalledUntil: () => line.stalledUntil(),
        turn: () => turns.state(who),
      };
    },
    runModel: (modelId, frame, options) =>
      othersTurns.take(modelId, () =>
        background.run({ modelId, graph: models.graphOf(modelId) }, pixelsOf(frame), options),
      ),
    runGraph: (graph, frame) => trial.run(graph, pixelsOf(frame)),
    status: () => line.status(),
    waiting: () => turns.waiting(),
    close() {
      const reason = new StationError('CANCELLED', 'The station is closing.');
      for (const those of [turns, othersTurns]) those.close(reason);
      for (const one of [line, background, trial]) one.close();
    },
  };
}
