import type { DatasetCounts } from '../../shared/contract/datasets.ts';
import type {
  EvaluationEvent,
  EvaluationResult,
  EvaluationSource,
  Model,
} from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { TakeOver } from '../../shared/contract/take-over-outcome.ts';
import { compareEvaluations } from '../../shared/domain/compare-evaluations.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { enoughToJudge, takesOver } from '../../shared/domain/take-over-rule.ts';

export interface TakeOverParts {
  readonly products: { get(id: string): Product };
  readonly datasets: { counts(productId: string): DatasetCounts };
  readonly models: {
    get(modelId: string): Model;
    activate(modelId: string, note: string, user: Pick<User, 'name'>): Promise<Model>;
  };
  readonly evaluation: {
    evaluate(modelId: string, source: EvaluationSource, signal: AbortSignal): AsyncIterable<EvaluationEvent>;
  };
}

export interface Candidate {
  readonly productId: string;
  readonly modelId: string;
  /** Who asked for the take-over: the activation bears this name. */
  readonly user: Pick<User, 'name'>;
}

/**
 * Lets a finished model take over when it is better (`shared/domain/take-over-rule.ts`).
 *
 * @param onTimeLeft seconds left; null while not known
 * @throws StationError CANCELLED, and as an evaluation or an activation; the old model is active then
 */
export type DecideTakeOver = (
  candidate: Candidate,
  signal: AbortSignal,
  onTimeLeft: (seconds: number | null) => void,
) => Promise<TakeOver>;

export function createTakeOver({ products, datasets, models, evaluation }: TakeOverParts): DecideTakeOver {
  async function evaluated(
    modelId: string,
    signal: AbortSignal,
    onShare: (share: number) => void,
  ): Promise<EvaluationResult> {
    for await (const event of evaluation.evaluate(modelId, { kind: 'test-images' }, signal)) {
      if (event.kind === 'finished') return event.evaluation.result;
      onShare(event.done / event.total);
    }
    throw new StationError('CANCELLED', 'The comparison was stopped.');
  }

  return async ({ productId, modelId, user }, signal, onTimeLeft) => {
    const previousModelId = products.get(productId).activeModelId;
    if (previousModelId === null) {
      await models.activate(modelId, 'The first model of the product.', user);
      return { kind: 'first' };
    }
    const { good, defective } = datasets.counts(productId).test;
    if (!enoughToJudge({ good, defective })) return { kind: 'proposed', good, defective };

    const started = performance.now();
    const tell = (share: number): void => {
      const seconds = (performance.now() - started) / 1000;
      onTimeLeft(share > 0.1 ? (seconds * (1 - share)) / share : null);
    };
    const other = await evaluated(previousModelId, signal, (share) => tell(share / 2));
    const own = await evaluated(modelId, signal, (share) => tell((1 + share) / 2));
    const labels = labelsOf(own);
    if (!enoughToJudge(labels)) return { kind: 'proposed', ...labels };
    const comparison = compareEvaluations(own, other);
    if (comparison === null) {
      throw new StationError(
        'CONFLICT',
        'The test images changed while the models were compared. Compare them in Evaluate.',
      );
    }
    if (products.get(productId).activeModelId !== previousModelId) {
      throw new StationError(
        'CONFLICT',
        'Another model was activated while the models were compared. Compare them in Evaluate.',
      );
    }
    const outcome = {
      comparison,
      previousModelId,
      images: own.images,
      own: { imageAuroc: own.imageAuroc, auPro: own.auPro },
      other: { imageAuroc: other.imageAuroc, auPro: other.auPro },
    } as const;
    if (!takesOver(comparison)) return { kind: 'kept', ...outcome };
    if (signal.aborted) throw new StationError('CANCELLED', 'The comparison was stopped.');
    await models.activate(modelId, noteOf(models.get(previousModelId), own, other), user);
    return { kind: 'taken', ...outcome };
  };
}

/** Good and defective ones among the images that could be read. */
function labelsOf({ scores }: EvaluationResult): { good: number; defective: number } {
  const defective = scores.filter((image) => image.defective).length;
  return { good: scores.length - defective, defective };
}

/** Why the model took over, for the log. */
function noteOf(previous: Model, own: EvaluationResult, other: EvaluationResult): string {
  const made = new Date(previous.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const figures = (['imageAuroc', 'auPro'] as const).flatMap((measure) => {
    const [mine, theirs] = [own[measure], other[measure]];
    const name = measure === 'auPro' ? 'AU-PRO' : 'image AUROC';
    return mine === null || theirs === null
      ? []
      : [`${name} ${mine.toFixed(3)} (before ${theirs.toFixed(3)})`];
  });
  return `Took over by itself from ${previous.preset} of ${made} UTC: on ${own.images} test images ${figures.join(', ')}.`;
}
