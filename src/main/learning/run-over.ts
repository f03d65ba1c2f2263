import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { readImageFile } from '../images/read-image-file.ts';
import { exactIntegers } from '../networks/onnx/exact-integers.ts';
import { throwIfCancelled } from './cancellation.ts';
import { floatOutput, frameTensor, type TrainingImage } from './example-source.ts';

/**
 * Runs a graph over images, one after the other.
 *
 * @param use takes the float32 outputs, by name, of the image at an index
 * @param inputs of the graph beside the frame, image by image
 * @throws StationError CANCELLED, UNREADABLE_IMAGE
 */
export async function runOver(
  graph: Uint8Array,
  images: readonly TrainingImage[],
  signal: AbortSignal,
  use: (outputs: (name: string) => Float32Array, index: number) => void,
  inputs?: (image: TrainingImage) => Readonly<Record<string, Tensor>>,
): Promise<void> {
  const session = await InferenceSession.create(graph, await exactIntegers());
  try {
    for (const [index, image] of images.entries()) {
      throwIfCancelled(signal);
      const frame = frameTensor((await readImageFile(image.path)).frame);
      const outputs = await session.run({ frame, ...inputs?.(image) });
      use((name) => floatOutput(outputs, name), index);
    }
  } finally {
    await session.release();
  }
}
