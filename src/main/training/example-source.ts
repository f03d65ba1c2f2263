import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../../shared/domain/station-error.ts';
import { teacherGraph, type DenseTeacher } from '../networks/families/patch/model-graph.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { readImageFile } from '../images/read-image-file.ts';

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
 * Examples kept in memory, bytes: some 400 of 256 × 256 pixels at compact width. Images beyond that are read anew each
 * time, so that a training takes the same memory for 5,000 images as for 500.
 */
const keptBytes = 800 * 2 ** 20;

/**
 * Examples through the teacher's graph, which shares its nodes with the model's.
 *
 * @param mostBytes how much of them is kept
 */
export async function openExampleSource(
  teacher: DenseTeacher,
  mostBytes = keptBytes,
): Promise<ExampleSource> {
  const session = await InferenceSession.create(teacherGraph(teacher));
  const kept = new Map<string, Example>();
  let bytes = 0;
  const hasRoom = (): boolean => bytes < mostBytes;

  async function example(image: TrainingImage): Promise<Example> {
    const known = kept.get(image.sha256);
    if (known) return known;
    const made = await runTeacher(session, (await readImageFile(image.path)).frame);
    if (hasRoom() && !kept.has(image.sha256)) {
      kept.set(image.sha256, made);
      bytes += made.input.byteLength + made.descriptors.byteLength;
    }
    return made;
  }

  return {
    example,
    async check(image) {
      if (hasRoom()) await example(image);
      else await readImageFile(image.path);
    },
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

async function runTeacher(session: InferenceSession, frame: Frame): Promise<Example> {
  const outputs = await session.run({ frame: frameTensor(frame) });
  const descriptors = floatOutput(outputs, 'descriptors');
  if (!descriptors.every(Number.isFinite)) {
    throw new StationError(
      'CORRUPT_MODEL',
      'The teacher gives descriptors that are no numbers. Reinstall the station or pretrain the teacher again.',
    );
  }
  return { input: floatOutput(outputs, 'input'), descriptors };
}
