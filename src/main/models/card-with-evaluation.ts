import { z } from 'zod';
import { instant } from '../../shared/contract/base.ts';
import { confusionSchema, type Evaluation } from '../../shared/contract/models.ts';
import { defectKinds } from '../../shared/domain/defect-kinds.ts';
import { measuredParts } from '../../shared/domain/region-profile.ts';
import { folderName } from '../../shared/domain/folder-name.ts';
import { modelCardSchema } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';

const count = z.number().int().nonnegative();
/** A figure of merit, 0..1; rounding may exceed that slightly. */
const figure = z.number().nullable();

/**
 * A summary of a model's evaluation. It is exported with the model, so it contains no path, no file name and no hash of
 * an image.
 */
const evaluationSummarySchema = z.object({
  format: z.literal(1),
  evaluatedAt: instant,
  /** Name of the test set's folder, without its path. */
  folder: z.string(),
  images: z.object({ good: count, defective: count, skipped: count }),
  imageAuroc: figure,
  pixelAuroc: figure,
  /** Up to a false-positive rate of 0.3. */
  auPro: figure,
  bestF1: z.object({ threshold: z.number(), f1: z.number() }).nullable(),
  /** Limits in force during the evaluation. */
  thresholds: z.object({
    review: z.number(),
    defect: z.number(),
    pixelThreshold: z.number(),
    smallestArea: z.number(),
  }),
  /** Confusion matrix at the defect limit. */
  confusion: confusionSchema,
  kinds: z.array(
    z.object({
      kind: z.string(),
      images: count,
      foundAtReview: count,
      foundAtDefect: count,
      auPro: figure,
    }),
  ),
  /** Time of one run of the graph, milliseconds. */
  latency: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
});

/** A model's card as shown and exported: its original card with its latest evaluation. */
export const cardWithEvaluationSchema = z.intersection(
  modelCardSchema,
  z.object({ evaluation: evaluationSummarySchema.nullable() }),
);
export type CardWithEvaluation = z.infer<typeof cardWithEvaluationSchema>;

/** An exported card. */
export type ExportedCard = CardWithEvaluation & {
  /** Name of the exporting station; left out if it has none. */
  readonly exportedFrom?: string;
};

/** @param evaluation the model's latest evaluation; null if there is none */
export function withEvaluation(card: ModelCard, evaluation: Evaluation | null): CardWithEvaluation {
  return cardWithEvaluationSchema.parse({
    ...card,
    evaluation: evaluation && summaryOf(evaluation),
  } satisfies CardWithEvaluation);
}

function summaryOf({
  folder,
  evaluatedAt,
  result,
}: Evaluation): NonNullable<CardWithEvaluation['evaluation']> {
  const { scores, thresholds, regionsByKind, imageAuroc, pixelAuroc, auPro, bestF1, confusion } = result;
  const defective = scores.filter((image) => image.defective).length;
  return {
    format: 1,
    evaluatedAt,
    folder: folderName(folder),
    images: { good: scores.length - defective, defective, skipped: result.skipped.length },
    imageAuroc,
    pixelAuroc,
    auPro,
    bestF1,
    thresholds,
    confusion,
    kinds: defectKinds(measuredParts(result), thresholds).map(
      ({ kind, images, foundAtReview, foundAtDefect }) => ({
        kind,
        images,
        foundAtReview,
        foundAtDefect,
        auPro: regionsByKind.find(({ group }) => group === kind)?.auPro ?? null,
      }),
    ),
    latency: result.latency,
  };
}
