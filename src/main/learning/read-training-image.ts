import type { Frame } from '../../shared/domain/frame.ts';
import { readImageFile } from '../images/read-image-file.ts';
import { turnFrame } from '../images/turn-frame.ts';
import type { TrainingImage } from './training-image.ts';

/** Reads an image as an inspection by the model will read its own. @throws StationError as `readImageFile` */
export async function readTrainingImage({ path, sampleBits, turn }: TrainingImage): Promise<Frame> {
  const { frame } = await readImageFile(path, sampleBits);
  return turn === undefined ? frame : turnFrame(frame, turn);
}
