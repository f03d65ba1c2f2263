import { wholePicture } from '../../../shared/domain/region.ts';
import type { Frame } from '../../../shared/domain/frame.ts';
import { measurePicture, mostDetail, pixelsOfFrame } from '../../images/likeness/measure-picture.ts';

/** A fault of the camera itself that its pictures show, independent of the product. */
export type PictureFault = 'stuck' | 'dark' | 'blurred';

/** Least time between two checked pictures, milliseconds; a camera's fault lasts longer. */
const looksEveryMs = 250;
/** Identical pixels for this long mean that the camera is stuck: a sensor's noise makes each picture differ. */
const stuckAfterMs = 10_000;
/** A picture is dark below this mean luminance, 0..255; a fault after this time. */
const darkBelow = 6;
const darkAfterMs = 2_000;
/**
 * A picture is blurred below this share of the least sharpness of the first `learnsForMs`, when the camera is
 * assumed to be well; a fault after this time.
 */
const blurredShare = 0.5;
const blurredAfterMs = 5_000;
const learnsForMs = 60_000;
/** Number of bytes by which two pictures are compared. */
const places = 4_096;

export interface PictureFaultsOptions {
  /** Whether identical pictures are a fault; false for videos and triggered cameras. */
  readonly canBeStuck: boolean;
}

/**
 * Watches the pictures of a camera.
 *
 * @returns a function that takes each picture with its time (milliseconds of a monotonic clock) and returns the
 *   fault that begins with it, or null. It returns each fault once, until a picture without the fault comes.
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
    // The first pictures show the usual sharpness, since the camera has just been set up; dark ones cannot.
    if (!isDark && at - begunAt < learnsForMs) leastSharpness = Math.min(leastSharpness, sharpness);
    if (faults.dark(isDark, at)) return 'dark';
    if (faults.stuck(canBeStuck && isSame, at)) return 'stuck';
    return faults.blurred(isBlurred, at) ? 'blurred' : null;
  };
}

/** Returns true once a state has lasted long enough, then false until the state has ended and lasted again. */
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

/** Returns bytes spread over the picture; the odd step reaches different columns and colours. */
function sampleOf({ data }: Frame): Uint8Array {
  const step = Math.max(1, Math.floor(data.length / places)) | 1;
  const sample = new Uint8Array(Math.ceil(data.length / step));
  for (let index = 0; index < sample.length; index++) sample[index] = data[index * step] ?? 0;
  return sample;
}
