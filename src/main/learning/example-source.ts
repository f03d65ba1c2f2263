import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../../shared/domain/station-error.ts';
import { teacherGraph, type DenseTeacher } from '../families/patch/graph/model-graph.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { readImageFile } from '../images/read-image-file.ts';
import { keepByImage } from './image-cache.ts';

/** What a student learns from one image. */
export interface Example {
  /** The normalised frame `[3, H, W]`. */
  readonly input: Float32Array;
  /** The teacher's descriptors y^T `[D, h, w]`. */
  readonly descriptors: Float32Array;
}

export interface TrainingImage {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
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
    async ({ path }: TrainingImage) => runTeacher(session, (await readImageFile(path)).frame),
    ({ input, descriptors }) => input.byteLength + descriptors.byteLength,
    mostBytes,
  );
  return {
    example: examples.get,
    check: examples.check,
    close: () => session.release(),
  };
}

/** A frame as the graphs take it: uint8 `[1, H, W, 3]`. */
export function frameTensor(frame: Frame): Tensor {
  return new Tensor('uint8', frame.data, [1, frame.height, frame.width, 3]);
}

/** A float32 output of a run. */
export function floatOutput(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The graph has no output ${name}`);
  return data;
}

/** @throws StationError CORRUPT_MODEL where a teacher's descriptors are no numbers */
export function requireNumbers(descriptors: Float32Array): Float32Array {
  if (descriptors.every(Number.isFinite)) return descriptors;
  throw new StationError(
    'CORRUPT_MODEL',
    'The teacher gives descriptors that are no numbers. Reinstall the station or pretrain the teacher again.',
  );
}

async function runTeacher(session: InferenceSession, frame: Frame): Promise<Example> {
  const outputs = await session.run({ frame: frameTensor(frame) });
  const descriptors = requireNumbers(floatOutput(outputs, 'descriptors'));
  return { input: floatOutput(outputs, 'input'), descriptors };
}
