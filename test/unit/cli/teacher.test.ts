import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTeacher } from '../../../src/main/teachers/teacher-store.ts';
import { projectFolder, runProgram } from '../../support/run-program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const entry = 'src/main/cli.ts';
const teachers = join(projectFolder, 'resources', 'teachers');
const shipped = join(teachers, 'patch-33-compact');

describe('teacher float16', () => {
  test('copies a teacher in half the room; a second time is refused and changes nothing', async () => {
    const folder = temporaryFolder();
    const to = join(folder, 'half');
    const words = ['teacher', 'float16', '--teacher', shipped, '--to', to, '--json'];
    const { code, stdout, stderr } = await runProgram(entry, words);
    expect(code, stderr).toBe(0);
    const { card, weights } = await loadTeacher(folder, 'half');
    const before = await loadTeacher(teachers, 'patch-33-compact');
    expect(JSON.parse(stdout)).toEqual({
      teacher: 'half',
      folder: to,
      bytes: card.weights.bytes,
      bytesBefore: before.card.weights.bytes,
    });
    expect(card).toEqual({ ...before.card, id: 'half', weights: card.weights });
    expect(card.weights).toMatchObject({ type: 'F16', bytes: expect.any(Number) });
    expect(weights.map(({ kernelShape }) => kernelShape)).toEqual(
      before.weights.map(({ kernelShape }) => kernelShape),
    );

    const text = await readFile(join(to, 'card.json'), 'utf8');
    const again = await runProgram(entry, words);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'ALREADY_EXISTS' } });
    expect(await readFile(join(to, 'card.json'), 'utf8')).toBe(text);
  });

  test('names a folder that holds no teacher', async () => {
    const folder = temporaryFolder();
    const words = ['teacher', 'float16', '--teacher', join(folder, 'none'), '--to', join(folder, 'copy')];
    const { code, stderr } = await runProgram(entry, words);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^NO_TEACHER: There is no teacher none/);
  });
});
