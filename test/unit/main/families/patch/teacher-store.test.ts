import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelShapes, patchNetworkSpec } from '../../../../../src/main/families/patch/graph/spec.ts';
import { decodeWeights, encodeWeights } from '../../../../../src/main/networks/network-file.ts';
import type { TensorType } from '../../../../../src/main/networks/safetensors.ts';
import { initialWeights } from '../../../../../src/main/networks/weights.ts';
import {
  listTeachers,
  loadTeacher,
  saveTeacher,
} from '../../../../../src/main/families/patch/teacher-store.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { smallSettings } from '../../../../support/teachers/small-pretraining.ts';

const weights = initialWeights(kernelShapes(patchNetworkSpec(33, 'compact')), 1);

async function storedTeacher(id: string, type?: TensorType): Promise<string> {
  const folder = temporaryFolder();
  await saveTeacher(
    join(folder, id),
    weights,
    {
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
    },
    type,
  );
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

  it('stores weights as float16 when asked to, and the card says so', async () => {
    const { card } = await loadTeacher(await storedTeacher('full'), 'full');
    const half = await loadTeacher(await storedTeacher('half', 'F16'), 'half');
    expect([card.weights.type, half.card.weights.type]).toEqual(['F32', 'F16']);
    expect(half.card.weights.bytes).toBeLessThan(0.51 * card.weights.bytes);
    expect(half.weights).toEqual(
      decodeWeights(encodeWeights(weights, 'F16'), kernelShapes(half.spec), 'the same'),
    );
  });

  it('takes weights for float32 where a card does not say', async () => {
    const folder = await storedTeacher('old');
    const file = join(folder, 'old', 'card.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/,\s*"type": "F32"/, ''));
    expect(readFileSync(file, 'utf8')).not.toBe(text);
    const teacher = await loadTeacher(folder, 'old');
    expect(teacher.card.weights.type).toBe('F32');
    expect(teacher.weights).toEqual(weights);
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
