import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { weightsFromTensors, weightTensors } from '../networks/network-file.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from '../networks/safetensors.ts';
import type { AdamState } from '../networks/tensorflow/adam.ts';
import type { NetworkWeights } from '../networks/weights.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { pretrainingSettingsSchema } from '../families/patch/pretraining-settings.ts';
import type { TargetStatistics } from './target-statistics.ts';
import { lossPointSchema } from '../families/patch/teacher-card.ts';

const progressSchema = z.object({
  step: z.int().nonnegative(),
  /** Training time so far, seconds. */
  seconds: z.number().nonnegative(),
  settings: pretrainingSettingsSchema,
  history: z.array(lossPointSchema),
});

export type PretrainingProgressState = z.infer<typeof progressSchema>;

/** State of the training: everything that changes from step to step, and the targets' statistics. */
export interface TrainingState {
  readonly weights: NetworkWeights;
  /** D of the distillation loss, a kernel `[1, 1, descriptor, features]`; null without distillation. */
  readonly decoder: NetworkWeights[number] | null;
  readonly adam: AdamState | null;
  readonly targets: TargetStatistics | null;
}

/** Everything that a run needs to continue as if it had not stopped; batches depend only on seed and step. */
export interface Checkpoint {
  readonly progress: PretrainingProgressState;
  readonly state: TrainingState;
}

const fileName = 'checkpoint.safetensors';

export async function saveCheckpoint(directory: string, { progress, state }: Checkpoint): Promise<void> {
  const layers = state.decoder ? [...state.weights, state.decoder] : state.weights;
  const tensors = weightTensors(layers);
  const vector = (name: string, data: Float32Array) => tensors.set(name, { shape: [data.length], data });
  state.adam?.moments.forEach(({ first, second }, index) => {
    vector(`adam.${index}.first`, first);
    vector(`adam.${index}.second`, second);
  });
  if (state.targets) {
    vector('targets.mean', state.targets.mean);
    vector('targets.deviation', state.targets.deviation);
  }
  const bytes = encodeSafetensors({ tensors, metadata: { progress: JSON.stringify(progress) } });
  await writeFileDurably(path.join(directory, fileName), bytes);
}

/**
 * Reads the checkpoint in a folder.
 *
 * @param shapes kernel shapes of the teacher
 * @throws StationError NOT_FOUND if there is no checkpoint, CORRUPT_MODEL if it is damaged
 */
export async function loadCheckpoint(
  directory: string,
  shapes: readonly (readonly [number, number, number, number])[],
): Promise<Checkpoint> {
  const file = path.join(directory, fileName);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StationError(
      'NOT_FOUND',
      `There is no checkpoint in ${directory} to go on from.`,
      messageOf(error),
    );
  });
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const progress = progressSchema.safeParse(JSON.parse(metadata['progress'] ?? 'null'));
  if (!progress.success) {
    throw new StationError('CORRUPT_MODEL', `${file} is damaged.`, progress.error.message);
  }
  const decoder = decoderOf(tensors, shapes.length);
  return {
    progress: progress.data,
    state: {
      weights: weightsFromTensors(tensors, shapes, file),
      decoder,
      adam: adamOf(tensors, progress.data.step, 2 * (shapes.length + (decoder ? 1 : 0)), file),
      targets: targetsOf(tensors),
    },
  };
}

type Tensors = ReadonlyMap<string, NamedTensor>;

function decoderOf(tensors: Tensors, layer: number): NetworkWeights[number] | null {
  const shape = tensors.get(`layers.${layer}.kernel`)?.shape;
  const [height, width, input, output] = shape ?? [];
  if (height === undefined || width === undefined || input === undefined || output === undefined) return null;
  const kernel = tensors.get(`layers.${layer}.kernel`);
  const bias = tensors.get(`layers.${layer}.bias`);
  return kernel && bias
    ? { kernel: kernel.data, kernelShape: [height, width, input, output], bias: bias.data }
    : null;
}

function adamOf(tensors: Tensors, step: number, variables: number, file: string): AdamState {
  const moments = Array.from({ length: variables }, (_, index) => {
    const first = tensors.get(`adam.${index}.first`);
    const second = tensors.get(`adam.${index}.second`);
    if (!first || !second) throw new StationError('CORRUPT_MODEL', `${file} lacks the moments of Adam.`);
    return { first: first.data, second: second.data };
  });
  return { step, moments };
}

function targetsOf(tensors: Tensors): TargetStatistics | null {
  const mean = tensors.get('targets.mean');
  const deviation = tensors.get('targets.deviation');
  return mean && deviation ? { mean: mean.data, deviation: deviation.data } : null;
}
