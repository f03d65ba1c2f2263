import { z } from 'zod';
import { median } from '../../../shared/domain/robust-deviation.ts';

const rateSchema = z.object({ aim: z.number(), low: z.number(), high: z.number() });
export type ExpectedRate = z.infer<typeof rateSchema>;

/** The part of a model's card about the good parts behind its limits; the scores are in the order of the images. */
const cardSchema = z.object({
  validationImages: z.array(z.object({ name: z.string() })),
  thresholds: z.object({
    review: z.number(),
    defect: z.number(),
    validationScores: z.array(z.number()),
    expected: z.object({ review: rateSchema, defect: rateSchema }).optional(),
  }),
});

export interface GoodScores {
  readonly review: number;
  readonly defect: number;
  readonly parts: number;
  readonly median: number;
  /** The good part that looks most like a defect. */
  readonly worst: { readonly name: string; readonly score: number };
  /** Aimed shares of good parts at T1 and T2, 0..1, and their uncertainty with so few images; null in older cards. */
  readonly expected: Readonly<Record<'review' | 'defect', ExpectedRate>> | null;
}

/** Returns a model's limits and the scores of good parts; null for a card without these parts. */
export function goodScores(card: unknown): GoodScores | null {
  const read = cardSchema.safeParse(card);
  if (!read.success) return null;
  const { validationImages, thresholds } = read.data;
  const { review, defect, validationScores: scores, expected = null } = thresholds;
  const score = Math.max(...scores);
  const name = validationImages[scores.indexOf(score)]?.name;
  if (name === undefined || validationImages.length !== scores.length) return null;
  return { review, defect, parts: scores.length, median: median(scores), worst: { name, score }, expected };
}
