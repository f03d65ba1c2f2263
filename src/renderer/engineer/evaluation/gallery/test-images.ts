import type { ScoredImage } from '../../../../shared/contract/models.ts';
import { judge, type Limits, type Measured, type Verdict } from '../../../../shared/domain/verdict.ts';

/** An image of an evaluation with its currently known truth. */
export interface CheckedImage extends ScoredImage {
  /** Index among the evaluation's images. */
  readonly number: number;
}

/** An image with its verdict at the current limits. */
export interface JudgedImage extends CheckedImage {
  readonly verdict: Verdict;
}

/** The images to show; null in a field: no restriction. */
export interface ImageFilter {
  readonly truth: 'good' | 'defective' | null;
  readonly verdict: Verdict | null;
  readonly kind: string | null;
  /** From one score on, below another one. */
  readonly scores: { readonly from: number; readonly to: number } | null;
}

export const allImages: ImageFilter = { truth: null, verdict: null, kind: null, scores: null };

/** The wrong decisions of the limits, the parts that a person must review, and all parts. */
export const quickFilters = {
  escapes: { ...allImages, truth: 'defective', verdict: 'good' },
  falseRejects: { ...allImages, truth: 'good', verdict: 'defect' },
  reviews: { ...allImages, verdict: 'review' },
  all: allImages,
} as const satisfies Record<string, ImageFilter>;
export type QuickFilter = keyof typeof quickFilters;

/** Returns the images with their verdicts. @param parts with the size of their largest region */
export function judgedImages(parts: readonly (CheckedImage & Measured)[], limits: Limits): JudgedImage[] {
  return parts.map((part) => ({ ...part, verdict: judge(part, limits) }));
}

export function matches(image: JudgedImage, { truth, verdict, kind, scores }: ImageFilter): boolean {
  return (
    (truth === null || image.defective === (truth === 'defective')) &&
    (verdict === null || image.verdict === verdict) &&
    (kind === null || (image.defective && image.kind === kind)) &&
    (scores === null || (image.score >= scores.from && image.score < scores.to))
  );
}

/** Returns the matching images, the worst first: defective ones by rising score, then good ones by falling score. */
export function filtered(images: readonly JudgedImage[], filter: ImageFilter): JudgedImage[] {
  const order = ({ defective, score }: JudgedImage): number => (defective ? score : -score);
  return images
    .filter((image) => matches(image, filter))
    .toSorted((a, b) => Number(b.defective) - Number(a.defective) || order(a) - order(b));
}

/** Returns the first filter with matches: escapes, then false rejects, then reviews, then everything. */
export function firstFilter(images: readonly JudgedImage[]): ImageFilter {
  const found = Object.values(quickFilters).find((filter) => images.some((image) => matches(image, filter)));
  return found ?? allImages;
}
