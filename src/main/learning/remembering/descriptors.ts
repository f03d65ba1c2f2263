import type { OnnxModel } from '../../networks/onnx/onnx-schema.ts';
import { featureGraph } from '../../networks/remembering/view-graphs.ts';
import type { DescriptorView } from '../../networks/remembering/views.ts';
import { floatOutput, frameTensor, openForTraining, requireNumbers } from '../run-graph.ts';
import { readTrainingImage } from '../read-training-image.ts';
import type { TrainingImage } from '../training-image.ts';

/** Computes the frozen teacher's descriptors, `[D, positions]`, with the same nodes that inspection runs. */
export interface DescriptorSource {
  /** @throws StationError UNREADABLE_IMAGE, CORRUPT_MODEL */
  descriptors(image: TrainingImage): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the teacher for a view. */
export async function openDescriptors(backbone: OnnxModel, view: DescriptorView): Promise<DescriptorSource> {
  const session = await openForTraining(featureGraph(backbone, view));
  return {
    async descriptors(image) {
      const outputs = await session.run({ frame: frameTensor(await readTrainingImage(image)) });
      return requireNumbers(floatOutput(outputs, 'descriptors'));
    },
    close: () => session.release(),
  };
}
