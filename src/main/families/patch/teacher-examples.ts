import { InferenceSession } from 'onnxruntime-node';
import { keepByImage } from '../../learning/image-cache.ts';
import { floatOutput, frameTensor, requireNumbers } from '../../learning/run-graph.ts';
import { readTrainingImage } from '../../learning/read-training-image.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { teacherGraph, type DenseTeacher } from './graph/model-graph.ts';

/** What a student learns from one image. */
export interface Example {
  /** The normalised frame `[3, H, W]`. */
  readonly input: Float32Array;
  /** The teacher's descriptors y^T `[D, h, w]`. */
  readonly descriptors: Float32Array;
}

/** Gives the example of an image again and again. */
export interface ExampleSource {
  /** @throws StationError when the image can no longer be read */
  example(image: TrainingImage): Promise<Example>;
  /**
   * Makes sure that an image can be read. Its example is made while there is room to keep it; beyond that the teacher
   * is not run for nothing.
   *
   * @throws StationError when the image cannot be read
   */
  check(image: TrainingImage): Promise<void>;
  close(): Promise<void>;
}

/**
 * Examples through the teacher's graph, which shares its nodes with the model's.
 *
 * @param mostBytes how much of them is kept in memory
 */
export async function openExampleSource(teacher: DenseTeacher, mostBytes?: number): Promise<ExampleSource> {
  const session = await InferenceSession.create(teacherGraph(teacher));
  const examples = keepByImage(
    async (image): Promise<Example> => {
      const outputs = await session.run({ frame: frameTensor(await readTrainingImage(image)) });
      const descriptors = requireNumbers(floatOutput(outputs, 'descriptors'));
      return { input: floatOutput(outputs, 'input'), descriptors };
    },
    ({ input, descriptors }) => input.byteLength + descriptors.byteLength,
    mostBytes,
  );
  return {
    example: examples.get,
    check: examples.check,
    close: () => session.release(),
  };
}
