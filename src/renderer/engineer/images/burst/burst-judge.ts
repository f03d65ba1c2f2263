import { likenessPicture, unlikeness } from '../../../../shared/domain/picture-likeness.ts';
import type { LikenessPicture } from '../../../../shared/domain/picture-likeness.ts';
import { median } from '../../../../shared/domain/robust-deviation.ts';

/** A frame of a burst, reduced to what decides whether the burst keeps it. */
export interface BurstFrame {
  /** Grey `[64, 64]`, blurred by one cell. */
  readonly small: Uint8Array;
  readonly sharpness: number;
}

export type BurstVerdict = 'kept' | 'same' | 'blurred';

/** Frames that differ by less show the same part at the same place; camera noise alone makes about 0.0001. */
const sameBelow = 0.001;
/** A frame with less than this share of the usual fine detail is blurred, since the part or the camera moved. */
const blurredBelow = 0.5;
/** Frames needed to know the usual detail, and number of kept frames that a new one is compared with. */
const fewestForUsual = 3;
const mostCompared = 100;

/** Makes a judge for the frames of one burst, in their order. */
export function createBurstJudge(): (frame: BurstFrame) => BurstVerdict {
  const detail: number[] = [];
  let kept: LikenessPicture[] = [];
  return ({ small, sharpness }) => {
    detail.push(sharpness);
    if (detail.length > fewestForUsual && sharpness < blurredBelow * median(detail)) return 'blurred';
    const picture = likenessPicture(small);
    if (kept.some((other) => unlikeness(other, picture) < sameBelow)) return 'same';
    kept = [...kept.slice(1 - mostCompared), picture];
    return 'kept';
  };
}
