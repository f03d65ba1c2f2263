import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeGoodImages } from '../../../support/image-folder.ts';
import { runCommand } from '../../../support/run-command.ts';
import { runProgram, startProgram, type ProgramEnd } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const entry = 'src/main/cli.ts';

/** Runs the program on a home, as a person or a script does. */
const station = (home: string, ...words: string[]): Promise<ProgramEnd> =>
  runProgram(entry, words, { STATION_HOME: home });
/** Runs a command without starting a program, for tests with many commands. */
const command = (home: string, ...words: string[]): Promise<ProgramEnd> => runCommand(home, words);

/** Parses the last line of standard output. */
function lastLine({ stdout }: ProgramEnd): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

describe('the words of the command line', () => {
  test('the help names every command and ends with 0', async () => {
    const { code, stdout, stderr } = await station(temporaryFolder(), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of [
      'train',
      'evaluate',
      'limits',
      'inspect',
      'export',
      'products',
      'report',
      'export-log',
      'similar',
      'pretrain',
      'teacher',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${command}[ |]`, 'm'));
    }
    const train = await station(temporaryFolder(), 'train', '--help');
    expect(train.code).toBe(0);
    for (const option of ['--images', '--name', '--family', '--preset', '--epochs', '--seed']) {
      expect(train.stdout).toContain(option);
    }
  });

  test.each([
    [[], 'Usage:'],
    [['polish'], 'polish'],
    [['train', '--images', 'x'], '--name'],
    [['train', '--images', 'x', '--name', 'x', '--epochs', 'many'], '--epochs'],
    [['train', '--images', 'x', '--name', 'x', '--preset', 'best'], 'quick, compact, multi-scale, paper'],
    [['train', '--images', 'x', '--name', 'x', '--receptive-fields', '33,34'], '--receptive-fields'],
    [
      ['train', '--images', 'x', '--name', 'x', '--false-reject-rates', '0.01,0.05'],
      'No more parts are rejected',
    ],
    [['evaluate', '--product', 'x', '--data', 'x', '--fast'], '--fast'],
    [['evaluate', '--product', 'x', '--data', 'x', '--limits', 'best'], 'escape-rate=R'],
    [['limits', '--product', 'x', '--smallest-area', '5%'], 'from 0 to 1'],
    [['limits', '--product', 'x', '--pixel', '0'], 'above zero'],
    [['evaluate', '--product', 'x', '--data', 'x', '--report', 'photo.png'], '.html'],
    [['report', '--out', 'report.html'], '.pdf'],
    [['report', '--out', 'x.pdf', '--language', 'fr'], 'zh-CN'],
    [['report', '--out', 'x.pdf', '--entries', '1001'], 'from 0 to 1000'],
    [['export-log', '--out', 'x.csv', '--from', '2026-11-31'], '2026-11-30'],
    [['pretrain', '--images', 'x', '--to', 'y', '--receptive-field', '18'], '17, 33, 65'],
    [['teacher', 'float16', '--teacher', 'x'], '--to'],
    [['teacher', 'report', '--teacher', 'x'], '--images'],
  ])('%j is wrong usage: told on standard error, ends with 2', async (words, told) => {
    const { code, stdout, stderr } = await command(temporaryFolder(), ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
  });

  test('wrong usage touches no station', async () => {
    const home = temporaryFolder();
    const { code, stdout, stderr } = await station(home, 'train');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--images');
    expect(await readdir(home)).toEqual([]);
  });
});

describe('what a command says', () => {
  test('a station without products says so, in words and as JSON', async () => {
    const home = temporaryFolder();
    expect(await station(home, 'products', '--json')).toMatchObject({
      code: 0,
      stdout: '{"products":[]}\n',
      stderr: '',
    });
    expect((await station(home, 'products')).stdout).toContain('train');
  });

  test('a product that does not exist is named, and those there are', async () => {
    const end = await station(temporaryFolder(), '--json', 'evaluate', '--product', 'Keks', '--data', 'x');
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/^NOT_FOUND: There is no product “Keks”/);
    expect(lastLine(end)).toEqual({
      error: { code: 'NOT_FOUND', message: expect.stringContaining('Keks') },
    });
  });

  test('without --json a failure leaves standard output empty', async () => {
    const end = await station(temporaryFolder(), 'export', '--product', 'Keks', '--to', 'x');
    expect(end).toMatchObject({ code: 1, stdout: '' });
  });

  test('a folder that is missing or empty is named and leaves no product behind', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const [missing, empty] = [join(folder, 'missing'), join(folder, 'empty')];
    await mkdir(empty);
    for (const [images, code] of [
      [missing, 'NOT_FOUND'],
      [empty, 'NO_IMAGES'],
    ] as const) {
      const end = await command(home, 'train', '--images', images, '--name', 'Keks', '--json');
      expect(end.code).toBe(1);
      expect(lastLine(end)).toEqual({ error: { code, message: expect.stringContaining(images) } });
    }
    expect(lastLine(await command(home, 'products', '--json'))).toEqual({ products: [] });
    expect(lastLine(await command(home, 'products', 'list', '--archived', '--json'))).toEqual({
      products: [],
    });
  });

  test('broken files are named and skipped; too few good ones are a named failure', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const images = join(folder, 'good');
    await writeGoodImages(images, 2);
    await writeFile(join(images, 'text.jpg'), 'no picture');
    const end = await command(home, 'train', '--images', images, '--name', 'Keks', '--json');
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('text.jpg');
    expect(lastLine(end)).toMatchObject({ error: { code: 'TOO_FEW_IMAGES' } });
    expect(lastLine(await command(home, 'products', '--json'))).toMatchObject({
      products: [{ name: 'Keks', imageCount: 2, activeModelId: null }],
    });
    const keepGood = ['products', 'keep-good', '--product', 'Keks', '--json'] as const;
    expect(lastLine(await command(home, ...keepGood, '--one-in', '200', '--near-limit', '90'))).toMatchObject(
      {
        keptGood: { oneIn: 200, nearLimit: 0.9 },
      },
    );
    // An omitted value stays as it is.
    expect(lastLine(await command(home, ...keepGood, '--near-limit', 'none'))).toMatchObject({
      keptGood: { oneIn: 200, nearLimit: null },
    });
    expect(lastLine(await command(home, 'products', 'archive', 'Keks', '--json'))).toMatchObject({
      product: 'Keks',
    });
    expect(lastLine(await command(home, 'products', '--json'))).toEqual({ products: [] });
    expect((await command(home, 'products', 'list', '--archived')).stdout).toMatch(/^Keks \(.+archived/);
    const unknown = await command(home, 'products', 'restore', 'Tape', '--json');
    expect(lastLine(unknown)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect((await command(home, 'products', 'restore', 'Keks')).stdout).toContain('“Keks” is in use again.');
    const evaluate = await command(home, 'evaluate', '--product', 'Keks', '--data', images, '--json');
    expect(lastLine(evaluate)).toMatchObject({ error: { code: 'NO_ACTIVE_MODEL' } });
  });

  test('a home in which a station works already is named', async () => {
    const home = temporaryFolder();
    const server = startProgram('src/main/server.ts', ['--port', '0', '--home', home]);
    await server.says(/is ready/);
    const end = await station(home, 'products', '--json');
    expect(end.code).toBe(1);
    expect(lastLine(end)).toMatchObject({ error: { code: 'DATABASE_LOCKED' } });
  });
});
