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
  /** The least side of defects that it sees, as a share of the picture's; null where nobody has measured it. */
  readonly seenFrom: number | null;
}

/** What a line needs. */
export interface LineNeeds {
  /** Good images at hand. */
  readonly images: number;
  /** Parts a second. */
  readonly rate: number;
  /** Side of the smallest defect that matters, as a share of the picture's; null: not said. */
  readonly smallestDefect: number | null;
}

/**
 * Why a preset is recommended: `accurate`: the most accurate that keeps the rate · `few-images`: too few images for students, of the
 * others the most accurate that keeps the rate · `fastest`: none keeps the rate · `sees`: the most accurate of those that see the
 * smallest defect and keep the rate · `sees-slowly`: none that sees it keeps the rate, the fastest of them · `unseen`: none sees it,
 * the one that sees the smallest ones and keeps the rate.
 */
export type RecommendationReason = 'accurate' | 'few-images' | 'fastest' | 'sees' | 'sees-slowly' | 'unseen';

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

/** Whether a preset sees the smallest defect that matters; null where that is not known. */
export function seesDefect(
  { seenFrom }: Pick<PresetFigures<string>, 'seenFrom'>,
  smallestDefect: number | null,
): boolean | null {
  return seenFrom === null || smallestDefect === null ? null : seenFrom <= smallestDefect;
}

type Timed<Name extends string> = PresetFigures<Name> & { readonly frameMs: number };

/**
 * The preset to train with: of those that do well with the images at hand, see the smallest defect and keep the rate, the one that is
 * most accurate on the station's development sets. Null while no preset's time is known.
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

/** @param fast those of the candidates that keep the rate */
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

/** Those that do well with so many images; where none does, those that need the fewest. */
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
