/** What is known of a preset before anything is trained with it. */
export interface PresetFigures<Name extends string> {
  readonly preset: Name;
  readonly available: boolean;
  /** Good images from which on it does well. */
  readonly recommendedImages: number;
  /** Mean AU-PRO on the station's development sets, 0..1; null where nobody has measured it. */
  readonly accuracy: number | null;
  /** Predicted time of a frame; null while not known. */
  readonly frameMs: number | null;
}

/** What a line needs. */
export interface LineNeeds {
  /** Good images at hand. */
  readonly images: number;
  /** Parts a second. */
  readonly rate: number;
}

/**
 * Why a preset is recommended: `accurate`: the most accurate that keeps the rate · `few-images`: too few images for students, of the
 * others the most accurate that keeps the rate · `fastest`: none keeps the rate.
 */
export type RecommendationReason = 'accurate' | 'few-images' | 'fastest';

export interface Recommendation<Name extends string> {
  readonly preset: Name;
  readonly reason: RecommendationReason;
}

/** Share of the time between two parts that the networks may take; the rest is for capture, regions and log. */
const networkShare = 0.7;

/** Whether a frame's networks leave the line enough time. */
export function keepsRate(frameMs: number, rate: number): boolean {
  return frameMs <= (networkShare * 1000) / rate;
}

/**
 * The preset to train with: of those that do well with the images at hand and keep the rate, the one that is most accurate on the
 * station's development sets. Null while no preset's time is known.
 */
export function recommendPreset<Name extends string>(
  presets: readonly PresetFigures<Name>[],
  { images, rate }: LineNeeds,
): Recommendation<Name> | null {
  const usable = presets.filter(({ available, accuracy }) => available && accuracy !== null);
  const timed = usable.flatMap((one) => (one.frameMs === null ? [] : [{ ...one, frameMs: one.frameMs }]));
  if (timed.length === 0) return null;
  const learnable = timed.filter(({ recommendedImages }) => recommendedImages <= images);
  const least = Math.min(...timed.map(({ recommendedImages }) => recommendedImages));
  const candidates =
    learnable.length > 0 ? learnable : timed.filter(({ recommendedImages }) => recommendedImages === least);
  const fast = candidates.filter(({ frameMs }) => keepsRate(frameMs, rate));
  if (fast.length === 0) {
    const [fastest] = candidates.toSorted((a, b) => a.frameMs - b.frameMs);
    return fastest ? { preset: fastest.preset, reason: 'fastest' } : null;
  }
  const [best] = fast.toSorted((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0));
  if (!best) return null;
  const tooFew = usable.some(({ recommendedImages }) => recommendedImages > images);
  return { preset: best.preset, reason: tooFew ? 'few-images' : 'accurate' };
}
