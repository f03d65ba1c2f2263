import { InferenceSession } from 'onnxruntime-node';
import { keepByImage } from '../../learning/image-cache.ts';
import { floatOutput, frameTensor, requireNumbers } from '../../learning/run-graph.ts';
import { readTrainingImage } from '../../learning/read-training-image.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { teacherGraph, type DenseTeacher } from './graph/model-graph.ts';

/** A student's example from one image. */
export interface Example {
  /** The normalised frame `[3, H, W]`. */
  readonly input: Float32Array;
  /** The teacher's descriptors y^T `[D, h, w]`. */
  readonly descriptors: Float32Array;
}

/** Provides the examples of images. */
export interface ExampleSource {
  /** @throws StationError if the image can no longer be read */
  example(image: TrainingImage): Promise<Example>;
  /**
   * Checks that an image can be read. Makes and keeps its example while there is room; afterwards only reads
   * the image, because the example would be discarded.
   *
   * @throws StationError if the image cannot be read
   */
  check(image: TrainingImage): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a source of examples from the teacher's graph, which shares its nodes with the model's.
 *
 * @param mostBytes most bytes of examples kept in memory
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
