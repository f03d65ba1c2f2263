import { randomUUID } from 'node:crypto';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import type { StationChanges } from '../station/changes.ts';
import { createInferenceProcess, type InferenceResult, type InferenceStatus } from './inference-process.ts';
import { createFairTurns, type TurnState } from './fair-turns.ts';
import { pixelsOf } from './pixels.ts';
import type { Pixels } from './protocol.ts';
import type { RefusedProvider } from './provider-protocol.ts';

export interface InferenceServiceParts {
  readonly host: Host;
  /** `graphOf` gives the path of a model's graph. */
  readonly models: { graphOf(modelId: string): string };
  /** Where the inference process keeps how graphs run fastest on this machine. */
  readonly tuningFile: string;
  readonly changes: StationChanges;
}

/** A model whose graph is open. */
export interface LoadedModel {
  readonly modelId: string;
  /** The execution provider that runs it, e.g. `cpu`. */
  readonly provider: string;
  /** Providers that were tried before, and why they were not taken. */
  readonly refusedProviders: readonly RefusedProvider[];
  /** Runs one frame, when it is the turn of who loaded it; its frames in the order of the calls. @throws StationError WORKER_FAILED, CANCELLED */
  run(frame: Pixels): Promise<InferenceResult>;
  /** How it stands for who loaded it; null: it has had no turn yet. */
  turn(): TurnState | null;
}

/**
 * Runs models on frames, in a process of its own. Who asks is none of its business: an inspection of the line, an
 * evaluation, a replay, a check of known parts, an import.
 */
export interface InferenceService {
  /**
   * Opens a model's graph ahead of its first frame.
   *
   * @param who takes turns with others, such as a lane; the model when left out
   * @throws StationError CORRUPT_MODEL, WORKER_FAILED
   */
  load(modelId: string, who?: string): Promise<LoadedModel>;
  /** Runs a model on one frame. @throws StationError WORKER_FAILED, CANCELLED */
  runModel(modelId: string, frame: Frame): Promise<InferenceResult>;
  /** Runs a graph that is no model of the station yet. @param graph path of the file @throws StationError as `runModel` */
  runGraph(graph: string, frame: Frame): Promise<InferenceResult>;
  status(): InferenceStatus;
  /** Ends the process; what still waits for an answer is rejected with CANCELLED. */
  close(): void;
}

/** One runs, and the next one is on its way to the process. */
const runsAtOnce = 2;
/** All that is no lane takes one share together: evaluations, replays, checks. */
const others = 'others';

export function createInferenceService(parts: InferenceServiceParts): InferenceService {
  const { host, models, tuningFile, changes } = parts;
  const process = createInferenceProcess(host, () => changes.publish({ kind: 'status' }), tuningFile);

  const turns = createFairTurns(runsAtOnce);

  return {
    async load(modelId, who = modelId) {
      const model = { modelId, graph: models.graphOf(modelId) };
      const { provider, refused } = await process.load(model);
      return {
        ...{ modelId, provider, refusedProviders: refused },
        run: (frame) => turns.take(who, () => process.run(model, frame)),
        turn: () => turns.state(who),
      };
    },
    runModel: (modelId, frame) =>
      turns.take(others, () => process.run({ modelId, graph: models.graphOf(modelId) }, pixelsOf(frame))),
    runGraph: (graph, frame) =>
      turns.take(others, () => process.run({ modelId: randomUUID(), graph }, pixelsOf(frame))),
    status: () => process.status(),
    close() {
      turns.close(new StationError('CANCELLED', 'The station is closing.'));
      process.close();
    },
  };
}
