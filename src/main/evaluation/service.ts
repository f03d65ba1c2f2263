import type { EvaluationEvent, Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { ownRegionLimits, regionLimitsOf, type Limits } from '../../shared/domain/verdict.ts';
import type { InferenceResult } from '../inspection/inference.ts';
import type { StationChanges } from '../station-changes.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationRepository } from './repository.ts';
import { readTestFolder } from './test-folder.ts';

export interface EvaluationServiceParts {
  readonly evaluations: EvaluationRepository;
  readonly models: {
    get(modelId: string): Model;
    verify(modelId: string): Promise<unknown>;
  };
  readonly products: { get(id: string): Product };
  readonly inspection: { runModel(modelId: string, frame: Frame): Promise<InferenceResult> };
  readonly changes: StationChanges;
}

export type EvaluationService = ReturnType<typeof createEvaluationService>;

/** Measures models on labelled images. */
export function createEvaluationService(parts: EvaluationServiceParts) {
  return {
    /**
     * Evaluates a model on a folder (`readTestFolder`); the result is kept with the model. Limits: those in force
     * for the active model, else the model's own for the score and the product's for the map.
     *
     * @throws StationError NOT_FOUND, CORRUPT_MODEL, BAD_INPUT, NO_IMAGES, CANCELLED
     */
    async *evaluate(modelId: string, folder: string, signal?: AbortSignal): AsyncGenerator<EvaluationEvent> {
      const model = parts.models.get(modelId);
      await parts.models.verify(modelId);
      const images = await readTestFolder(folder);
      const limits = limitsFor(model, parts.products.get(model.productId));
      const stop = new AbortController();
      const progress = createProgressFeed();
      const finished = evaluate(images, limits, {
        run: (frame) => parts.inspection.runModel(modelId, frame),
        onImage: progress.report,
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      }).finally(progress.end);
      // Its failure is met at the await below; until then it must not count as unhandled.
      finished.catch(() => undefined);
      try {
        for await (const done of progress.values()) yield { kind: 'progress', done, total: images.length };
        const evaluation = parts.evaluations.insert(modelId, folder, await finished);
        parts.changes.publish({ kind: 'models', productId: model.productId });
        yield { kind: 'finished', evaluation };
      } finally {
        stop.abort();
      }
    },
  };
}

/** The limits that judge a model's parts, now or once it is activated. */
function limitsFor(model: Model, { activeModelId, thresholds }: Product): Limits {
  if (thresholds !== null && activeModelId === model.id) return thresholds;
  return { ...model.thresholds, ...regionLimitsOf(thresholds ?? ownRegionLimits) };
}

/** Hands on the latest value; values that nobody fetched in time are passed over. */
function createProgressFeed(): {
  report(value: number): void;
  end(): void;
  values(): AsyncGenerator<number>;
} {
  let latest: number | null = null;
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    report(value) {
      latest = value;
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *values() {
      for (;;) {
        if (latest !== null) {
          const value = latest;
          latest = null;
          yield value;
        } else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
