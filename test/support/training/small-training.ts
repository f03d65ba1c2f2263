import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { backboneFile, program, resourcesFolder } from '../../../src/main/host/program-folder.ts';
import { floatOutput, frameTensor } from '../../../src/main/learning/run-graph.ts';
import type { TrainingOrder } from '../../../src/main/learning/training-order.ts';
import { decodeStudents, type LearntScale } from '../../../src/main/families/patch/learnt-file.ts';
import type { TrainingHooks } from '../../../src/main/learning/training-hooks.ts';
import { trainingChoicesSchema } from '../../../src/shared/contract/training.ts';
import type { Frame } from '../../../src/shared/domain/frame.ts';
import { wholePicture, type InspectedArea } from '../../../src/shared/domain/region.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { writeParts } from './parts.ts';
import { writeRandomTeacher } from './teacher.ts';

/**
 * Makes a training order for a few small parts with a random teacher and one epoch.
 *
 * @param folder for its files; when left out, one that is removed with the test
 */
export async function smallOrder(
  change: Partial<TrainingOrder> = {},
  folder = temporaryFolder(),
): Promise<TrainingOrder> {
  const outputFolder = join(folder, 'output');
  mkdirSync(outputFolder);
  await writeRandomTeacher(join(folder, 'teachers'));
  return {
    modelId: randomUUID(),
    productId: randomUUID(),
    productName: 'Disc',
    family: 'patch',
    preset: 'quick',
    epochs: 1,
    seed: 5,
    choices: trainingChoicesSchema.parse({ receptiveFields: [33] }),
    area: wholePicture,
    extendedModelFolder: null,
    images: await writeParts(folder, 7),
    teachersFolder: join(folder, 'teachers'),
    backboneFile: backboneFile(resourcesFolder(program())),
    outputFolder,
    ...change,
  };
}

/** Only the left half is inspected. */
export const rightHalfExcluded: InspectedArea = {
  ...wholePicture,
  exclusions: [
    [
      { x: 0.5, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0.5, y: 1 },
    ],
  ],
};

/** Hooks without a listener. */
export const quiet: TrainingHooks = {
  onProgress: () => undefined,
  onLoss: () => undefined,
  signal: new AbortController().signal,
};

/** Runs a graph file on a frame. @returns score and map */
export async function scoreOf(graph: string, frame: Frame): Promise<{ score: number; map: Float32Array }> {
  const session = await InferenceSession.create(graph);
  const outputs = await session.run({ frame: frameTensor(frame) });
  await session.release();
  return { score: floatOutput(outputs, 'score')[0] ?? Number.NaN, map: floatOutput(outputs, 'map') };
}

/** Reads the two students of receptive field 33 that a training left. */
export function studentsIn(folder: string): LearntScale {
  const bytes = readFileSync(join(folder, 'students.safetensors'));
  const [scale] = decodeStudents(bytes, [{ receptiveField: 33, students: 2 }], 'compact', '');
  if (!scale) throw new Error('There are no students');
  return scale;
}

/** Returns the largest difference between two weights, over all students. */
export function largestDifference(a: LearntScale, b: LearntScale): number {
  const values = ({ students }: LearntScale): number[] =>
    students.flat().flatMap(({ kernel, bias }) => [...kernel, ...bias]);
  const others = values(b);
  return values(a).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (others[index] ?? Number.NaN))),
    0,
  );
}
