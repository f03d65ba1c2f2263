import { z } from 'zod';
import { instant } from '../../shared/contract/base.ts';
import { confusionSchema, type Evaluation } from '../../shared/contract/models.ts';
import { defectKinds } from '../../shared/domain/defect-kinds.ts';
import { measuredParts } from '../../shared/domain/region-profile.ts';
import { folderName } from '../../shared/domain/folder-name.ts';
import { modelCardSchema } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';

const count = z.number().int().nonnegative();
/** 0..1, but for rounding. */
const figure = z.number().nullable();

/**
 * What a model reached on a test set. It leaves the station with the model, so that it names no path, no file and no
 * hash of an image.
 */
const evaluationSummarySchema = z.object({
  format: z.literal(1),
  evaluatedAt: instant,
  /** The test set's folder, its name alone. */
  folder: z.string(),
  images: z.object({ good: count, defective: count, skipped: count }),
  imageAuroc: figure,
  pixelAuroc: figure,
  /** Up to a false-positive rate of 0.3. */
  auPro: figure,
  bestF1: z.object({ threshold: z.number(), f1: z.number() }).nullable(),
  /** In force when it was evaluated. */
  thresholds: z.object({
    review: z.number(),
    defect: z.number(),
    pixelThreshold: z.number(),
    smallestArea: z.number(),
  }),
  /** At the defect limit. */
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
  /** Of one graph run, milliseconds. */
  latency: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
});

/** A model's card as it is shown and exported: the card of its making, and its latest evaluation beside it. */
export const cardWithEvaluationSchema = z.intersection(
  modelCardSchema,
  z.object({ evaluation: evaluationSummarySchema.nullable() }),
);
export type CardWithEvaluation = z.infer<typeof cardWithEvaluationSchema>;

/** A card as it leaves the station. */
export type ExportedCard = CardWithEvaluation & {
  /** Name of the station; left out where it has none. */
  readonly exportedFrom?: string;
};

/** @param evaluation the model's latest one, if any */
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
