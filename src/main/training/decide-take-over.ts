import type { DatasetCounts } from '../../shared/contract/datasets.ts';
import type {
  EvaluationEvent,
  EvaluationResult,
  EvaluationSource,
  Model,
} from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Decided, TakeOver } from '../../shared/contract/take-over-outcome.ts';
import { letsTooManyPass, outcomeAt, type DecisionOutcome } from '../../shared/domain/decision-outcome.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { GoesOn } from '../database/when-free.ts';
import {
  compareModels,
  enoughToJudge,
  takesOver,
  type Comparison,
} from '../../shared/domain/take-over-rule.ts';

export interface TakeOverParts {
  readonly products: { get(id: string): Product };
  readonly datasets: { counts(productId: string): DatasetCounts };
  readonly models: {
    get(modelId: string): Model;
    activate(
      modelId: string,
      note: string,
      user: Pick<User, 'name'>,
      chosen: undefined,
      goesOn: GoesOn,
    ): Promise<Model>;
  };
  readonly evaluation: {
    evaluate(modelId: string, source: EvaluationSource, signal: AbortSignal): AsyncIterable<EvaluationEvent>;
  };
}

export interface Candidate {
  readonly productId: string;
  readonly modelId: string;
  /** The user who asked for the take-over; the activation is recorded under this name. */
  readonly user: Pick<User, 'name'>;
}

/**
 * Activates a finished model if it decides better at the limits that would be in force (`shared/domain/take-over-rule.ts`). A product's
 * first model is also measured if there are defective test images, and is not activated if too many of them pass.
 *
 * Waits for a database that another program holds, until the signal aborts.
 *
 * @param onTimeLeft called with the seconds left; null while unknown
 * @throws StationError CANCELLED, and the errors of evaluation and activation; the old model then stays active
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

  /** @param previousModelId the active model with which the candidate was compared */
  async function activate(
    { productId, modelId, user }: Candidate,
    previousModelId: string | null,
    note: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) throw new StationError('CANCELLED', 'The comparison was stopped.');
    if (products.get(productId).activeModelId !== previousModelId) {
      throw new StationError(
        'CONFLICT',
        'Another model was activated while the models were compared. Compare them in Evaluate.',
      );
    }
    await models.activate(modelId, note, user, undefined, () => !signal.aborted);
  }

  /** Decides on a product's first model: measures it if there are defective test images, else activates it. */
  async function decideOnFirst(
    candidate: Candidate,
    signal: AbortSignal,
    tell: (share: number) => void,
  ): Promise<TakeOver> {
    if (datasets.counts(candidate.productId).test.defective === 0) {
      await activate(candidate, null, 'The first model of the product.', signal);
      return { kind: 'first', activated: true, decided: null };
    }
    const outcome = decidedIn(await evaluated(candidate.modelId, signal, tell));
    const decided = countsOf(outcome);
    if (letsTooManyPass(outcome)) return { kind: 'first', activated: false, decided };
    const note = `The first model of the product: on its test images ${inWords(decided)}.`;
    await activate(candidate, null, note, signal);
    return { kind: 'first', activated: true, decided };
  }

  return async (candidate, signal, onTimeLeft) => {
    const { productId, modelId } = candidate;
    const previousModelId = products.get(productId).activeModelId;
    const started = performance.now();
    const tell = (share: number): void => {
      const seconds = (performance.now() - started) / 1000;
      onTimeLeft(share > 0.1 ? (seconds * (1 - share)) / share : null);
    };
    if (previousModelId === null) return decideOnFirst(candidate, signal, tell);
    const { good, defective } = datasets.counts(productId).test;
    if (!enoughToJudge({ good, defective })) return { kind: 'proposed', good, defective };

    const other = await evaluated(previousModelId, signal, (share) => tell(share / 2));
    const own = await evaluated(modelId, signal, (share) => tell((1 + share) / 2));
    const labels = labelsOf(own);
    if (!enoughToJudge(labels)) return { kind: 'proposed', ...labels };
    const comparison = compared(own, other, products.get(productId).escapeCost);
    const outcome = {
      comparison,
      previousModelId,
      images: own.images,
      own: meritOf(own),
      other: meritOf(other),
    } as const;
    if (!takesOver(comparison)) return { kind: 'kept', ...outcome };
    await activate(candidate, previousModelId, noteOf(models.get(previousModelId), own, other), signal);
    return { kind: 'taken', ...outcome };
  };
}

/** @throws StationError CONFLICT if the test images have changed */
function compared(own: EvaluationResult, other: EvaluationResult, escapeCost: number): Comparison {
  const comparison = compareModels(
    { ...own, limits: own.thresholds },
    { ...other, limits: other.thresholds },
    escapeCost,
  );
  if (comparison !== null) return comparison;
  throw new StationError(
    'CONFLICT',
    'The test images changed while the models were compared. Compare them in Evaluate.',
  );
}

/** Returns the model's decisions at its present or future limits, which an evaluation uses. */
function decidedIn(result: EvaluationResult): DecisionOutcome {
  return outcomeAt(result, result.thresholds);
}

function countsOf({ escapes, falseRejects, reviews }: DecisionOutcome): Decided {
  const countOf = ({ count, of }: { count: number; of: number }) => ({ count, of });
  return { escapes: countOf(escapes), falseRejects: countOf(falseRejects), reviews: countOf(reviews) };
}

function meritOf(result: EvaluationResult) {
  return { imageAuroc: result.imageAuroc, auPro: result.auPro, decided: countsOf(decidedIn(result)) };
}

/** Words decisions: `0 of 32 defects pass and 1 of 14 good parts are rejected`. */
function inWords({ escapes, falseRejects }: Decided): string {
  return (
    `${escapes.count} of ${escapes.of} defects pass and ` +
    `${falseRejects.count} of ${falseRejects.of} good parts are rejected`
  );
}

/** Counts the good and the defective images that could be read. */
function labelsOf({ scores }: EvaluationResult): { good: number; defective: number } {
  const defective = scores.filter((image) => image.defective).length;
  return { good: scores.length - defective, defective };
}

/** Writes the reason of the take-over, for the log. */
function noteOf(previous: Model, own: EvaluationResult, other: EvaluationResult): string {
  const made = new Date(previous.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const [mine, theirs] = [own, other].map((result) => inWords(countsOf(decidedIn(result))));
  return `Took over by itself from ${previous.preset} of ${made} UTC: on ${own.images} test images ${mine} (before: ${theirs}).`;
}
