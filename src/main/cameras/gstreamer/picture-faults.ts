import { wholePicture } from '../../../shared/domain/region.ts';
import type { Frame } from '../../../shared/domain/frame.ts';
import { measurePicture, mostDetail, pixelsOfFrame } from '../../images/likeness/measure-picture.ts';

/** What a camera's pictures show of its own state, whatever the product. */
export type PictureFault = 'stuck' | 'dark' | 'blurred';

/** So many pictures are looked at in a second at most: a fault of a camera lasts. */
const looksEveryMs = 250;
/** The same pixels for so long are no picture of the moment: a sensor's noise alone makes each differ. */
const stuckAfterMs = 10_000;
/** Mean luminance of a picture without light, 0..255, and how long it lasts. */
const darkBelow = 6;
const darkAfterMs = 2_000;
/** Blurred: less than this share of the least sharpness while the camera was known to be well, for so long. */
const blurredShare = 0.5;
const blurredAfterMs = 5_000;
const learnsForMs = 60_000;
/** Places of a picture that tell it from another. */
const places = 4_096;

export interface PictureFaultsOptions {
  /** Whether identical pictures are a fault; not in a video, nor where frames are asked for. */
  readonly canBeStuck: boolean;
}

/**
 * Watches the pictures of a camera.
 *
 * @returns a function that takes each picture with its time (milliseconds, of a clock that never goes back) and gives the fault
 *   that begins with it; each is told once, until a picture without it has come
 */
export function watchPictures({
  canBeStuck,
}: PictureFaultsOptions): (frame: Frame, at: number) => PictureFault | null {
  const faults: Readonly<Record<PictureFault, FaultWatch>> = {
    stuck: faultAfter(stuckAfterMs),
    dark: faultAfter(darkAfterMs),
    blurred: faultAfter(blurredAfterMs),
  };
  let lookedAt = Number.NEGATIVE_INFINITY;
  let sample: Uint8Array = new Uint8Array();
  let begunAt: number | null = null;
  let leastSharpness = Number.POSITIVE_INFINITY;

  return (frame, at) => {
    if (at - lookedAt < looksEveryMs) return null;
    lookedAt = at;
    begunAt ??= at;
    const next = sampleOf(frame);
    const isSame = next.length === sample.length && next.every((value, index) => value === sample[index]);
    sample = next;
    const { brightness, sharpness } = measurePicture(pixelsOfFrame(frame), wholePicture, mostDetail).values;
    const isDark = brightness < darkBelow;
    const isBlurred = !isDark && sharpness < blurredShare * leastSharpness;
    // What the camera shows at first is what it is set up for; a picture without light says nothing of its lens.
    if (!isDark && at - begunAt < learnsForMs) leastSharpness = Math.min(leastSharpness, sharpness);
    if (faults.dark(isDark, at)) return 'dark';
    if (faults.stuck(canBeStuck && isSame, at)) return 'stuck';
    return faults.blurred(isBlurred, at) ? 'blurred' : null;
  };
}

/** Says once that something is the case, when it has been for so long; again only after it was not. */
type FaultWatch = (isSo: boolean, at: number) => boolean;

function faultAfter(milliseconds: number): FaultWatch {
  let since: number | null = null;
  let isTold = false;
  return (isSo, at) => {
    if (!isSo) {
      since = null;
      isTold = false;
      return false;
    }
    since ??= at;
    if (isTold || at - since < milliseconds) return false;
    isTold = true;
    return true;
  };
}

/** Bytes spread over the picture: a prime step reaches every column and colour. */
function sampleOf({ data }: Frame): Uint8Array {
  const step = Math.max(1, Math.floor(data.length / places)) | 1;
  const sample = new Uint8Array(Math.ceil(data.length / step));
  for (let index = 0; index < sample.length; index++) sample[index] = data[index * step] ?? 0;
  return sample;
}
