import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readImageFile } from '../../images/read-image-file.ts';
import { featureGraph, membersName } from '../../families/memory/graph/model-graph.ts';
import { memberCountOf, type MemoryView, type RememberedView } from '../../networks/remembering/views.ts';
import type { OnnxModel } from '../../networks/onnx/onnx-schema.ts';
import { floatOutput, frameTensor, requireNumbers } from '../run-graph.ts';
import type { TrainingImage } from '../training-image.ts';
import type { RememberedImages } from './remember-images.ts';

/** The frozen teacher's descriptors of images, `[D, positions]`, through the very nodes that inspection runs. */
export interface DescriptorSource {
  descriptors(image: TrainingImage): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the teacher; `descriptors` throws StationError UNREADABLE_IMAGE, CORRUPT_MODEL. */
export async function openDescriptors(backbone: OnnxModel, view: MemoryView): Promise<DescriptorSource> {
  const session = await InferenceSession.create(featureGraph(backbone, view));
  return {
    async descriptors({ path }) {
      const outputs = await session.run({ frame: frameTensor((await readImageFile(path)).frame) });
      return requireNumbers(floatOutput(outputs, 'descriptors'));
    },
    close: () => session.release(),
  };
}

/** A view whose members came from the images, so that each of these can be judged by the others. */
export type JudgingView = RememberedView & RememberedImages;

/** Inputs of calibration's graphs: each view's memory as it is without an image. */
export function membersFor(views: readonly JudgingView[], image: TrainingImage): Record<string, Tensor> {
  return Object.fromEntries(
    views.map((view) => [
      membersName(view),
      new Tensor('float32', view.membersWithout(image), [memberCountOf(view), view.moments.mean.length]),
    ]),
  );
}
