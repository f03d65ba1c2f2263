import { join } from 'node:path';
import type { ScoredImage } from '../../../src/shared/contract/models.ts';
import type { Thresholds } from '../../../src/shared/domain/verdict.ts';
import { writeClip } from './clip.ts';
import { cookieFolder } from './homes.ts';

interface ClipPicture {
  readonly path: string;
  readonly defective: boolean;
  readonly score: number;
}

export interface CookieClip {
  readonly path: string;
  readonly pictures: readonly ClipPicture[];
}

const each = 4;

/**
 * Writes a clip in which good and cracked parts alternate. It has only parts that the model tells apart, because a minute's
 * training misjudges some, and the test is about the station, not the model.
 */
export async function cookieClip(path: string, scores: readonly ScoredImage[]): Promise<CookieClip> {
  const sorted = scores
    .toSorted((a, b) => a.score - b.score)
    .map(({ file, defective, score }) => ({ path: join(cookieFolder, file), defective, score }));
  const good = sorted.filter((image) => !image.defective).slice(0, each);
  const cracked = sorted.filter((image) => image.defective).slice(-each);
  const pictures = good.flatMap((image, index) => [image, ...cracked.slice(index, index + 1)]);
  await writeClip(
    path,
    pictures.map((picture) => picture.path),
    { width: 384, height: 512, hold: 1.5, rate: 10 },
  );
  return { path, pictures };
}

/** Returns limits between the scores of the clip's good and cracked parts, and a score above them all. */
export function cookieClipLimits({ pictures }: CookieClip): { limits: Thresholds; aboveAll: number } {
  const scoresOf = (defective: boolean): number[] =>
    pictures.filter((picture) => picture.defective === defective).map(({ score }) => score);
  const [low, high] = [Math.max(...scoresOf(false)), Math.min(...scoresOf(true))];
  const between = (share: number): number => low + share * (high - low);
  return {
    limits: { review: between(0.4), defect: between(0.6) },
    aboveAll: 1.5 * Math.max(...scoresOf(true)),
  };
}
