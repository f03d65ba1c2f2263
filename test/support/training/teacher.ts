import { join } from 'node:path';
import {
  type ReceptiveField,
  kernelShapes,
  patchNetworkSpec,
  teacherId,
} from '../../../src/main/families/patch/graph/spec.ts';
import { initialWeights, type NetworkWeights } from '../../../src/main/networks/weights.ts';
import { pretrainingSettingsSchema } from '../../../src/main/families/patch/pretraining-settings.ts';
import { saveTeacher } from '../../../src/main/families/patch/teacher-store.ts';

/** The compact network with p = 33 that tests use as teacher. */
export const teacherSpec = patchNetworkSpec(33, 'compact');

/** Writes a teacher with random weights into a folder of teachers. */
export async function writeRandomTeacher(
  folder: string,
  receptiveField: ReceptiveField = 33,
  weights: NetworkWeights = initialWeights(kernelShapes(patchNetworkSpec(receptiveField, 'compact')), 11),
): Promise<void> {
  const id = teacherId({ receptiveField, width: 'compact' });
  await saveTeacher(join(folder, id), weights, {
    formatVersion: 1,
    id,
    family: 'patch',
    receptiveField,
    width: 'compact',
    descriptorSize: teacherSpec.descriptorSize,
    createdAt: new Date().toISOString(),
    data: { description: 'random weights, for a test', images: 1 },
    distilledFrom: null,
    settings: pretrainingSettingsSchema.parse({ steps: 1 }),
    steps: 0,
    minutes: 0,
    finished: false,
    losses: [],
    versions: {},
  });
}
