import type { Family } from '../../shared/domain/families.ts';
import type { ModelCard } from './model-card.ts';
import { loadTensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import type { TrainingOrder } from '../training/protocol.ts';
import { trainModel } from './patch/train.ts';
import type { TrainingHooks } from '../learning/training-hooks.ts';
import { trainMemory } from './memory/train.ts';
import { trainPyramid } from './pyramid/train.ts';

/** Makes a model of the order's images: graph, what was learnt, and card in the output folder. */
export type Trainer = (order: TrainingOrder, hooks: TrainingHooks) => Promise<ModelCard>;

/** What trains each family, in the training process. */
export const trainers: Readonly<Record<Family, Trainer>> = {
  patch: (order, hooks) => trainModel(loadTensorFlow(), order, hooks),
  pyramid: (order, hooks) => trainPyramid(loadTensorFlow(), order, hooks),
  memory: trainMemory,
};
