import type { ScoredImage } from '../../../../shared/contract/models.ts';
import { judge, type Limits, type Measured, type Verdict } from '../../../../shared/domain/verdict.ts';

/** An image of an evaluation, its truth as it is known by now. */
export interface CheckedImage extends ScoredImage {
  /** Place among the evaluation's images. */
  readonly number: number;
}

/** An image with the verdict that the limits at hand give it. */
export interface JudgedImage extends CheckedImage {
  readonly verdict: Verdict;
}

/** Which images are shown; null: all. */
export interface ImageFilter {
  readonly truth: 'good' | 'defective' | null;
  readonly verdict: Verdict | null;
  readonly kind: string | null;
  /** From a score on, below another one. */
  readonly scores: { readonly from: number; readonly to: number } | null;
}

export const allImages: ImageFilter = { truth: null, verdict: null, kind: null, scores: null };

/** What the limits get wrong, or leave to a person, and everything. */
export const quickFilters = {
  escapes: { ...allImages, truth: 'defective', verdict: 'good' },
  falseRejects: { ...allImages, truth: 'good', verdict: 'defect' },
  reviews: { ...allImages, verdict: 'review' },
  all: allImages,
} as const satisfies Record<string, ImageFilter>;
export type QuickFilter = keyof typeof quickFilters;

/** Images with their verdicts. @param parts with the size of their largest region */
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

/** The images that match, the worst first: defective ones from the lowest score on, before them good ones from the highest on. */
export function filtered(images: readonly JudgedImage[], filter: ImageFilter): JudgedImage[] {
  const order = ({ defective, score }: JudgedImage): number => (defective ? score : -score);
  return images
    .filter((image) => matches(image, filter))
    .toSorted((a, b) => Number(b.defective) - Number(a.defective) || order(a) - order(b));
}

/** What is shown at first: what passes, else what is rejected for nothing, else what a person looks at, else everything. */
export function firstFilter(images: readonly JudgedImage[]): ImageFilter {
  const found = Object.values(quickFilters).find((filter) => images.some((image) => matches(image, filter)));
  return found ?? allImages;
}
