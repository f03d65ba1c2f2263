/** Width and height of a picture, pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How fast a machine is with pictures of any size. */
export interface PictureSpeed {
  /** Reading a picture and resizing it to what the networks look at, milliseconds for a million pixels. */
  readonly readMs: number;
  /** Making of it what windows show, milliseconds for a million pixels. */
  readonly showMs: number;
}

/** What a training takes with the small pictures that it was measured with, and how often it reads each picture. */
export interface TrainingDuration {
  readonly seconds: number;
  readonly secondsPerImage: number;
  readonly readsPerImage: number;
}

/** Side of the square frames with which the networks of presets are timed. */
export const timedSide = 256;
/** Pixels of the pictures that the durations of trainings were measured with (512 × 512), in millions. */
const measuredMegapixels = 0.26;

const megapixels = ({ width, height }: PictureSize): number => (width * height) / 1e6;

/**
 * Milliseconds from a picture's file to its verdict in a window: the networks look at it resized, so that only reading, resizing and showing
 * depend on its size.
 *
 * @param networkMs what the networks take for a frame of 256 × 256 pixels
 * @param picture null: no larger than that frame
 */
export function predictFrameMs(
  networkMs: number,
  { readMs, showMs }: PictureSpeed,
  picture: PictureSize | null,
): number {
  const beyond = picture === null ? 0 : megapixels(picture) - timedSide ** 2 / 1e6;
  return networkMs + Math.max(0, beyond) * (readMs + showMs);
}

/** Seconds that a training takes with so many pictures of a size. */
export function predictTrainingSeconds(
  { seconds, secondsPerImage, readsPerImage }: TrainingDuration,
  { readMs }: Pick<PictureSpeed, 'readMs'>,
  { images, picture }: { readonly images: number; readonly picture: PictureSize | null },
): number {
  const beyond = picture === null ? 0 : Math.max(0, megapixels(picture) - measuredMegapixels);
  return seconds + images * (secondsPerImage + (readsPerImage * beyond * readMs) / 1000);
}
