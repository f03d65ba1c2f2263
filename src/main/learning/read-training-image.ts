import type { Frame } from '../../shared/domain/frame.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { TrainingImage } from './training-image.ts';

/** Reads an image as an inspection by the model will read its own. @throws StationError as `readImageFile` */
export async function readTrainingImage({ path, sampleBits }: TrainingImage): Promise<Frame> {
  return (await readImageFile(path, sampleBits)).frame;
}
