import { InferenceSession } from 'onnxruntime-node';
import { keepByImage, type ImageCache } from '../../learning/image-cache.ts';
import { floatOutput, frameTensor, requireNumbers } from '../../learning/run-graph.ts';
import { readTrainingImage } from '../../learning/read-training-image.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import type { FrozenTeacher } from '../../networks/onnx/backbone.ts';
import { frozenFeatureGraph, levelName } from './graph/model-graph.ts';
import { imitatedLayers } from './graph/spec.ts';

/** The frozen teacher's features of one image, averaged, component by component. */
export interface FrozenFeatures {
  /** `[24, h/4, w/4]` */
  readonly seen: Float32Array;
  /** What the students imitate, level by level: `[channels, rows, columns]`. */
  readonly levels: readonly Float32Array[];
}

export interface FrozenFeatureSource extends ImageCache<FrozenFeatures> {
  close(): Promise<void>;
}

/** Features through the very nodes that inspection runs, computed once an image while there is room to keep them. */
export async function openFrozenFeatures(teacher: FrozenTeacher): Promise<FrozenFeatureSource> {
  const session = await InferenceSession.create(frozenFeatureGraph(teacher));
  const cache = keepByImage(
    async (image: TrainingImage): Promise<FrozenFeatures> => {
      const outputs = await session.run({ frame: frameTensor(await readTrainingImage(image)) });
      const feature = (name: string): Float32Array => requireNumbers(floatOutput(outputs, name));
      return { seen: feature('seen'), levels: imitatedLayers.map((_, index) => feature(levelName(index))) };
    },
    ({ seen, levels }) => levels.reduce((sum, level) => sum + level.byteLength, seen.byteLength),
  );
  return { ...cache, close: () => session.release() };
}
