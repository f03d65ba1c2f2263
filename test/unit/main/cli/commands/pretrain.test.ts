import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTeacher } from '../../../../../src/main/families/patch/teacher-store.ts';
import { projectFolder, runProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { writePictures } from '../../../../support/teachers/small-pretraining.ts';

const entry = 'src/main/cli.ts';
const teachers = join(projectFolder, 'resources', 'teachers');
const shipped = join(teachers, 'patch-33-compact');

/** Returns the words of a run of two steps on small pictures. */
const shortRun = (images: string, to: string): string[] => [
  ...['pretrain', '--images', images, '--to', to, '--steps', '2', '--crop', '64', '--batch', '2'],
  ...['--lambda-k', '0', '--lambda-m', '1', '--json'],
];

describe('teacher report', () => {
  test('comes with a pretraining, unless it is not wanted, and alone', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const to = join(folder, 'teacher');
    const quiet = await runProgram(entry, [...shortRun(images, to), '--no-report']);
    expect(quiet.code, quiet.stderr).toBe(0);
    expect(JSON.parse(quiet.stdout)).toMatchObject({ teacher: 'teacher', steps: 2, report: null });
    expect((await readdir(to)).toSorted()).toEqual([
      'card.json',
      'checkpoint.safetensors',
      'weights.safetensors',
    ]);

    const once = await readFile(join(to, 'card.json'));
    const twice = await runProgram(entry, shortRun(images, to));
    expect(twice).toMatchObject({ code: 1, stderr: expect.stringMatching(/^ALREADY_EXISTS: .*--resume/) });
    expect(await readFile(join(to, 'card.json'))).toEqual(once);

    const other = join(folder, 'other');
    const told = await runProgram(entry, shortRun(images, other));
    expect(told.code, told.stderr).toBe(0);
    const file = join(other, 'report.html');
    expect(JSON.parse(told.stdout)).toMatchObject({ teacher: 'other', report: file });
    const text = await readFile(file, 'utf8');
    expect(text).toContain('<h1>Teacher other</h1>');
    expect(text).toContain('Over 6,000 patches');

    const page = join(folder, 'page.html');
    const words = ['teacher', 'report', '--teacher', to, '--images', images, '--to', page];
    const alone = await runProgram(entry, [...words, '--patches', '120', '--json']);
    expect(alone.code, alone.stderr).toBe(0);
    expect(JSON.parse(alone.stdout)).toMatchObject({ report: page, nearlyConstant: 0 });
    expect(await readFile(page, 'utf8')).toContain('Over 120 patches');
  }, 300_000);

  test('that cannot be made is told and leaves the new teacher as it is', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder, 1);
    const to = join(folder, 'teacher');
    // With compactness alone, one picture is enough for training, but not for finding neighbours.
    const words = [...shortRun(images, to), '--lambda-m', '0'];
    const { code, stdout, stderr } = await runProgram(entry, words);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('There is no report. There is one usable image in');
    expect(JSON.parse(stdout)).toMatchObject({ report: null });
    expect((await loadTeacher(folder, 'teacher')).card.steps).toBe(2);
  });
});

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
