import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { exactIntegers } from '../networks/onnx/exact-integers.ts';
import { throwIfCancelled } from './training-hooks.ts';
import { readWithPose, type ReadImage } from './read-training-image.ts';
import type { TrainingImage } from './training-image.ts';

/** Makes the graphs' input from a frame: uint8 `[1, H, W, 3]`. */
export function frameTensor(frame: Frame): Tensor {
  return new Tensor('uint8', frame.data, [1, frame.height, frame.width, 3]);
}

/** Returns a float32 output of a run. */
export function floatOutput(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The graph has no output ${name}`);
  return data;
}

/** @throws StationError CORRUPT_MODEL if one of a teacher's descriptors is NaN or infinite */
export function requireNumbers(descriptors: Float32Array): Float32Array {
  if (descriptors.every(Number.isFinite)) return descriptors;
  throw new StationError(
    'CORRUPT_MODEL',
    'The teacher gives descriptors that are no numbers. Reinstall the station or pretrain the teacher again.',
  );
}

/**
 * Opens a graph for a training. Its threads do not spin while they wait, because they would take the
 * processor from an inspection.
 */
export async function openForTraining(graph: Uint8Array): Promise<InferenceSession> {
  const { extra } = await exactIntegers();
  return InferenceSession.create(graph, { extra: { ...extra, 'session.intra_op.allow_spinning': '0' } });
}

/**
 * Runs a graph over images, one after the other.
 *
 * @param use receives the float32 outputs by name, the image's index, and the read image
 * @param inputs returns an image's graph inputs besides the frame
 * @throws StationError CANCELLED, UNREADABLE_IMAGE
 */
export async function runOver(
  graph: Uint8Array,
  images: readonly TrainingImage[],
  signal: AbortSignal,
  use: (outputs: (name: string) => Float32Array, index: number, read: ReadImage) => void,
  inputs?: (image: TrainingImage) => Readonly<Record<string, Tensor>>,
): Promise<void> {
  const session = await openForTraining(graph);
  try {
    for (const [index, image] of images.entries()) {
      throwIfCancelled(signal);
      const read = await readWithPose(image);
      const outputs = await session.run({ frame: frameTensor(read.frame), ...inputs?.(image) });
      use((name) => floatOutput(outputs, name), index, read);
    }
  } finally {
    await session.release();
  }
}
