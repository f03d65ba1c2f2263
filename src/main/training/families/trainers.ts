import type { Family } from '../../../shared/contract/families.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { loadTensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import type { TrainingOrder } from '../protocol.ts';
import { trainModel } from '../train-model.ts';
import type { TrainingHooks } from '../training-hooks.ts';
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
