import type { Frame } from '../../shared/domain/frame.ts';
import type { Pose } from '../../shared/domain/pose.ts';
import { placePart } from '../images/alignment/place-part.ts';
import { pixelsOfFrame } from '../images/likeness/measure-picture.ts';
import { readImageFile } from '../images/read-image-file.ts';
import { turnFrame } from '../images/turn-frame.ts';
import type { TrainingImage } from './training-image.ts';

/** An image as the model sees it and as the camera took it. */
export interface ReadImage {
  readonly frame: Frame;
  readonly picture: Frame;
  /** Null: the model aligns no parts, so frame and picture are the same. */
  readonly pose: Pose | null;
}

/**
 * Reads an image exactly as an inspection with the model would.
 *
 * @throws StationError as `readImageFile`; OUT_OF_PLACE
 */
export async function readWithPose({ path, sampleBits, alignment, turn }: TrainingImage): Promise<ReadImage> {
  const { frame: picture } = await readImageFile(path, sampleBits);
  const placed = alignment ? placePart(pixelsOfFrame(picture), alignment) : { frame: picture, pose: null };
  const { pose } = placed;
  const frame = turn === undefined ? placed.frame : turnFrame(placed.frame, turn);
  return { frame, picture: pose ? picture : frame, pose };
}

/** Reads what a model sees of an image. @throws StationError as `readWithPose` */
export async function readTrainingImage(image: TrainingImage): Promise<Frame> {
  return (await readWithPose(image)).frame;
}
