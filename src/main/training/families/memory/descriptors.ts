import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readImageFile } from '../../../images/read-image-file.ts';
import {
  featureGraph,
  membersInput,
  type FrozenTeacher,
} from '../../../networks/families/memory/model-graph.ts';
import { denseChannels } from '../../../networks/onnx/backbone.ts';
import { floatOutput, frameTensor, requireNumbers, type TrainingImage } from '../../example-source.ts';
import type { RememberedImages } from './remember.ts';

/** The frozen teacher's descriptors of images, `[176, positions]`, through the very nodes that inspection runs. */
export interface DescriptorSource {
  descriptors(image: TrainingImage): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the teacher; `descriptors` throws StationError UNREADABLE_IMAGE, CORRUPT_MODEL. */
export async function openDescriptors(teacher: FrozenTeacher): Promise<DescriptorSource> {
  const session = await InferenceSession.create(featureGraph(teacher));
  return {
    async descriptors({ path }) {
      const outputs = await session.run({ frame: frameTensor((await readImageFile(path)).frame) });
      return requireNumbers(floatOutput(outputs, 'descriptors'));
    },
    close: () => session.release(),
  };
}

/** Input of calibration's graphs: the memory as it is without an image. */
export function membersFor(remembered: RememberedImages, image: TrainingImage): Record<string, Tensor> {
  const shape = [remembered.members.length / denseChannels, denseChannels];
  return { [membersInput]: new Tensor('float32', remembered.membersWithout(image), shape) };
}
