import { likenessPicture, unlikeness } from '../../../../shared/domain/picture-likeness.ts';
import type { LikenessPicture } from '../../../../shared/domain/picture-likeness.ts';
import { median } from '../../../../shared/domain/robust-deviation.ts';

/** What a frame of a burst shows, as far as it decides whether the frame is worth keeping. */
export interface BurstFrame {
  /** Grey `[64, 64]`, blurred by a cell. */
  readonly small: Uint8Array;
  readonly sharpness: number;
}

export type BurstVerdict = 'kept' | 'same' | 'blurred';

/** Frames that differ by less show the same part at the same place; a camera's noise alone makes some 0.0001. */
export const sameBelow = 0.001;
/** A frame with less than this share of the usual fine detail is blurred: the part or the camera moved. */
export const blurredBelow = 0.5;
/** How many frames it takes to say what is usual, and with how many kept ones a new frame is compared. */
const fewestForUsual = 3;
const mostCompared = 100;

/** Judges the frames of one burst, one after the other. */
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
