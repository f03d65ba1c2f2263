import { outlineOf } from '../../shared/domain/defect-regions.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { upsample } from '../../shared/domain/upsample.ts';
import type { RegionLimits, Verdict } from '../../shared/domain/verdict.ts';
import { fitFrame } from '../images/fit-frame.ts';
import { heatLine, withOutline } from '../images/outline.ts';

/** A judged picture with its map. */
export interface JudgedPicture {
  readonly frame: Frame;
  readonly map: { readonly map: Float32Array; readonly height: number; readonly width: number };
  readonly limits: RegionLimits;
  readonly verdict: Verdict;
}

/** Makes a small picture with the outlines of the map's regions. @param side length of the longest side, pixels */
export async function outlinedPicture(
  { frame, map: { map, height, width }, limits, verdict }: JudgedPicture,
  side: number,
): Promise<Frame> {
  const small = await fitFrame(frame, side);
  const outline = outlineOf(map, height, width, limits, verdict);
  if (outline.kind === 'none') return small;
  const finite = map.filter(Number.isFinite);
  const floor = finite.reduce((least, score) => Math.min(least, score), outline.level - 1);
  // Interpolation needs numbers: values below the floor are raised to it, and NaN counts as outlined, because it is never good.
  const scores = outline.map.map((score) => (Number.isNaN(score) ? outline.level : Math.max(score, floor)));
  const fine = upsample(scores, height, width, small.height, small.width);
  const inside = Uint8Array.from(fine, (score) => (score < outline.level ? 0 : 1));
  return withOutline(small, inside, heatLine);
}
