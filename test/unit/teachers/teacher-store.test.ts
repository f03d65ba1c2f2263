import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelShapes, patchNetworkSpec } from '../../../src/main/networks/families/patch/spec.ts';
import { initialWeights } from '../../../src/main/networks/weights.ts';
import { listTeachers, loadTeacher, saveTeacher } from '../../../src/main/teachers/teacher-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { smallSettings } from './support/small-pretraining.ts';

const weights = initialWeights(kernelShapes(patchNetworkSpec(33, 'compact')), 1);

async function storedTeacher(id: string): Promise<string> {
  const folder = temporaryFolder();
  await saveTeacher(join(folder, id), weights, {
    formatVersion: 1,
    id,
    family: 'patch',
    receptiveField: 33,
    width: 'compact',
    descriptorSize: 64,
    createdAt: new Date(0).toISOString(),
    data: { description: 'none', images: 1 },
    distilledFrom: null,
    settings: smallSettings(),
    steps: 0,
    minutes: 0,
    finished: false,
    losses: [],
    versions: {},
  });
  return folder;
}

describe('teacher store', () => {
  it('gives back what was stored', async () => {
    const folder = await storedTeacher('patch-33-compact');
    mkdirSync(join(folder, 'not-a-teacher'));
    expect((await listTeachers(folder)).map(({ id }) => id)).toEqual(['patch-33-compact']);
    const teacher = await loadTeacher(folder, 'patch-33-compact');
    expect(teacher.weights).toEqual(weights);
    expect(teacher.spec).toEqual(patchNetworkSpec(33, 'compact'));
  });

  it('holds no teacher where there is no folder', async () => {
    const folder = temporaryFolder();
    expect(await listTeachers(join(folder, 'none'))).toEqual([]);
    await expect(loadTeacher(folder, 'patch-65-paper')).rejects.toMatchObject({
      code: 'NO_TEACHER',
      message: /no teacher patch-65-paper/,
    });
  });

  it('names a teacher whose weights were changed', async () => {
    const folder = await storedTeacher('changed');
    const file = join(folder, 'changed', 'weights.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(loadTeacher(folder, 'changed')).rejects.toMatchObject({
      code: 'CORRUPT_MODEL',
      message: /weights of teacher changed do not match its card/,
    });
  });

  it('names a teacher whose weights are missing', async () => {
    const folder = await storedTeacher('bare');
    rmSync(join(folder, 'bare', 'weights.safetensors'));
    await expect(loadTeacher(folder, 'bare')).rejects.toMatchObject({ code: 'NO_TEACHER', message: /bare/ });
  });

  it('names a teacher whose card is damaged', async () => {
    const folder = await storedTeacher('torn');
    writeFileSync(join(folder, 'torn', 'card.json'), '{"id":');
    await expect(loadTeacher(folder, 'torn')).rejects.toMatchObject({
      code: 'CORRUPT_MODEL',
      message: /torn/,
    });
    await expect(listTeachers(folder)).rejects.toMatchObject({ code: 'CORRUPT_MODEL', message: /torn/ });
  });
});
