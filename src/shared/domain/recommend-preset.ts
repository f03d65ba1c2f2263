/** Figures of a preset before any training with it. */
export interface PresetFigures<Name extends string> {
  readonly preset: Name;
  readonly available: boolean;
  /** Good images from which on the preset does well. */
  readonly recommendedImages: number;
  /** Mean AU-PRO on the station's development sets, 0..1; null: not measured. */
  readonly accuracy: number | null;
  /** Predicted time of a frame; null: unknown. */
  readonly frameMs: number | null;
  /**
   * Smallest side of a defect that the preset finds, as a share of the picture's side; null: not measured.
   */
  readonly seenFrom: number | null;
}

/** The requirements of a line. */
export interface LineNeeds {
  /** Available good images. */
  readonly images: number;
  /** Parts per second. */
  readonly rate: number;
  /** Side of the smallest defect that matters, as a share of the picture's side; null: not stated. */
  readonly smallestDefect: number | null;
}

/**
 * Why a preset is recommended.
 * `accurate`: it is the most accurate one that keeps the rate.
 * `few-images`: there are too few images for students; of the other presets that keep the rate, it is the
 * most accurate.
 * `fastest`: no preset keeps the rate.
 * `sees`: it is the most accurate one that sees the smallest defect and keeps the rate.
 * `sees-slowly`: it is the fastest one that sees the smallest defect, but none of these keeps the rate.
 * `unseen`: no preset sees the smallest defect; of those that keep the rate, it sees the smallest ones.
 */
export type RecommendationReason = 'accurate' | 'few-images' | 'fastest' | 'sees' | 'sees-slowly' | 'unseen';

export interface Recommendation<Name extends string> {
  readonly preset: Name;
  readonly reason: RecommendationReason;
}

/** Share of the time between two parts for the networks; the rest is for capture, regions and log. */
const networkShare = 0.7;

/** Returns whether the networks leave the line enough time for each frame. */
export function keepsRate(frameMs: number, rate: number): boolean {
  return frameMs <= (networkShare * 1000) / rate;
}

/** Returns whether a preset sees the smallest defect that matters; null: unknown. */
export function seesDefect(
  { seenFrom }: Pick<PresetFigures<string>, 'seenFrom'>,
  smallestDefect: number | null,
): boolean | null {
  return seenFrom === null || smallestDefect === null ? null : seenFrom <= smallestDefect;
}

type Timed<Name extends string> = PresetFigures<Name> & { readonly frameMs: number };

/**
 * Recommends a preset for a training: the most accurate one on the station's development sets that suits the
 * available images, sees the smallest defect and keeps the rate. Null while no preset's time is known.
 */
export function recommendPreset<Name extends string>(
  presets: readonly PresetFigures<Name>[],
  needs: LineNeeds,
): Recommendation<Name> | null {
  const { images, rate, smallestDefect } = needs;
  const measured = presets.filter(
    ({ available, accuracy, seenFrom }) =>
      available && (smallestDefect === null ? accuracy : seenFrom) !== null,
  );
  const timed = measured.flatMap((one) => (one.frameMs === null ? [] : [{ ...one, frameMs: one.frameMs }]));
  const candidates = learnable(timed, images);
  const fast = candidates.filter(({ frameMs }) => keepsRate(frameMs, rate));
  if (smallestDefect !== null) return bySize(candidates, fast, smallestDefect);
  const best = mostAccurate(fast);
  if (best === null) return named(fastest(candidates), 'fastest');
  const tooFew = measured.some(({ recommendedImages }) => recommendedImages > images);
  return named(best, tooFew ? 'few-images' : 'accurate');
}

/** @param fast the candidates that keep the rate */
function bySize<Name extends string>(
  candidates: readonly Timed<Name>[],
  fast: readonly Timed<Name>[],
  smallestDefect: number,
): Recommendation<Name> | null {
  const seeing = (presets: readonly Timed<Name>[]): Timed<Name>[] =>
    presets.filter((one) => seesDefect(one, smallestDefect) === true);
  const best = mostAccurate(seeing(fast));
  if (best !== null) return named(best, 'sees');
  const slow = fastest(seeing(candidates));
  if (slow !== null) return named(slow, 'sees-slowly');
  const [finest] = fast.toSorted((a, b) => (a.seenFrom ?? 1) - (b.seenFrom ?? 1));
  return named(finest ?? fastest(candidates), 'unseen');
}

/** Returns the presets that do well with this many images; if there are none, those that need the fewest. */
function learnable<Name extends string>(timed: readonly Timed<Name>[], images: number): Timed<Name>[] {
  const enough = timed.filter(({ recommendedImages }) => recommendedImages <= images);
  if (enough.length > 0) return enough;
  const least = Math.min(...timed.map(({ recommendedImages }) => recommendedImages));
  return timed.filter(({ recommendedImages }) => recommendedImages === least);
}

function mostAccurate<Name extends string>(presets: readonly Timed<Name>[]): Timed<Name> | null {
  return presets.toSorted((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0))[0] ?? null;
}

function fastest<Name extends string>(presets: readonly Timed<Name>[]): Timed<Name> | null {
  return presets.toSorted((a, b) => a.frameMs - b.frameMs)[0] ?? null;
}

function named<Name extends string>(
  found: Timed<Name> | null,
  reason: RecommendationReason,
): Recommendation<Name> | null {
  return found && { preset: found.preset, reason };
}
