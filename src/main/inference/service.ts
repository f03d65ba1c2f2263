import { randomUUID } from 'node:crypto';
import type { Frame } from '../../shared/domain/frame.ts';
import type { Host } from '../host/host.ts';
import type { StationChanges } from '../station/changes.ts';
import { createInferenceProcess, type InferenceResult, type InferenceStatus } from './inference-process.ts';
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
  /** Runs one frame; frames are run in the order of the calls. @throws StationError WORKER_FAILED, CANCELLED */
  run(frame: Pixels): Promise<InferenceResult>;
}

/**
 * Runs models on frames, in a process of its own. Who asks is none of its business: an inspection of the line, an
 * evaluation, a replay, a check of known parts, an import.
 */
export interface InferenceService {
  /** Opens a model's graph ahead of its first frame. @throws StationError CORRUPT_MODEL, WORKER_FAILED */
  load(modelId: string): Promise<LoadedModel>;
  /** Runs a model on one frame. @throws StationError WORKER_FAILED, CANCELLED */
  runModel(modelId: string, frame: Frame): Promise<InferenceResult>;
  /** Runs a graph that is no model of the station yet. @param graph path of the file @throws StationError as `runModel` */
  runGraph(graph: string, frame: Frame): Promise<InferenceResult>;
  status(): InferenceStatus;
  /** Ends the process; what still waits for an answer is rejected with CANCELLED. */
  close(): void;
}

export function createInferenceService(parts: InferenceServiceParts): InferenceService {
  const { host, models, tuningFile, changes } = parts;
  const process = createInferenceProcess(host, () => changes.publish({ kind: 'status' }), tuningFile);

  return {
    async load(modelId) {
      const model = { modelId, graph: models.graphOf(modelId) };
      const { provider, refused } = await process.load(model);
      return { modelId, provider, refusedProviders: refused, run: (frame) => process.run(model, frame) };
    },
    runModel: (modelId, frame) => process.run({ modelId, graph: models.graphOf(modelId) }, pixelsOf(frame)),
    runGraph: (graph, frame) => process.run({ modelId: randomUUID(), graph }, pixelsOf(frame)),
    status: () => process.status(),
    close: () => process.close(),
  };
}
