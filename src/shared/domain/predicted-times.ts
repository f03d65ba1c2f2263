/** Width and height of a picture, pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A machine's speed with pictures of any size. */
export interface PictureSpeed {
  /** Time to read a picture and resize it for the networks, milliseconds per million pixels. */
  readonly readMs: number;
  /** Time to prepare a picture for windows, milliseconds per million pixels. */
  readonly showMs: number;
}

/** Duration of a training on the small pictures of the benchmark, and how often it reads each picture. */
export interface TrainingDuration {
  readonly seconds: number;
  readonly secondsPerImage: number;
  readonly readsPerImage: number;
}

/** Side of the square frames with which the networks of presets are timed. */
export const timedSide = 256;
/** Millions of pixels per picture in the benchmark of trainings (512 × 512). */
const measuredMegapixels = 0.26;

const megapixels = ({ width, height }: PictureSize): number => (width * height) / 1e6;

/**
 * Predicts the milliseconds from a picture's file to its verdict in a window. The networks see a resized
 * picture, so only reading, resizing and showing depend on the picture's size.
 *
 * @param networkMs time of the networks for a frame of 256 × 256 pixels
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

/** Predicts the seconds of a training with this many pictures of this size. */
export function predictTrainingSeconds(
  { seconds, secondsPerImage, readsPerImage }: TrainingDuration,
  { readMs }: Pick<PictureSpeed, 'readMs'>,
  { images, picture }: { readonly images: number; readonly picture: PictureSize | null },
): number {
  const beyond = picture === null ? 0 : Math.max(0, megapixels(picture) - measuredMegapixels);
  return seconds + images * (secondsPerImage + (readsPerImage * beyond * readMs) / 1000);
}
