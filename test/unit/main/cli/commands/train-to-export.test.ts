import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inspectedIn, outcomes } from '../../../../../src/shared/domain/outcome.ts';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { cardWithEvaluationSchema } from '../../../../../src/main/models/card-with-evaluation.ts';
import { stationPaths } from '../../../../../src/main/station/paths.ts';
import { writeGoodImages } from '../../../../support/image-folder.ts';
import { runProgram, startProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { testFrame } from '../../../../support/test-frame.ts';

const entry = 'src/main/cli.ts';
const quick = ['--preset', 'quick', '--epochs', '1'];
const patience = 300_000;

/** Runs a command that must succeed. @returns its JSON output */
const command = <T>(home: string, schema: z.ZodType<T>, ...words: string[]): Promise<T> =>
  commandThatEnds(0, home, schema, ...words);

async function commandThatEnds<T>(
  expected: number,
  home: string,
  schema: z.ZodType<T>,
  ...words: string[]
): Promise<T> {
  const { code, stdout, stderr } = await runProgram(entry, [...words, '--json'], { STATION_HOME: home });
  expect(code, stderr).toBe(expected);
  return schema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}

/** Writes two good images, and one with a square and its mask. */
async function writeTestSet(folder: string): Promise<void> {
  await writeGoodImages(join(folder, 'test', 'good'), 2, 50);
  await mkdir(join(folder, 'test', 'spot'), { recursive: true });
  await mkdir(join(folder, 'ground_truth', 'spot'), { recursive: true });
  const frame = testFrame(60);
  const { width, height } = frame;
  const side = Math.floor(Math.min(width, height) / 4);
  const square = (channels: 3 | 4, value: number) => ({
    input: Buffer.alloc(side * side * channels, value),
    raw: { width: side, height: side, channels },
    left: side,
    top: side,
  });
  await sharp(await encodePng(frame))
    .composite([square(3, 255)])
    .png()
    .toFile(join(folder, 'test', 'spot', 'a.png'));
  await sharp({ create: { width, height, channels: 3, background: '#000' } })
    .composite([square(3, 255)])
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'ground_truth', 'spot', 'a_mask.png'));
}

test(
  'a product is trained, evaluated, used on a folder and exported, each with one line of JSON',
  async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const good = join(folder, 'good');
    await writeGoodImages(good, 6);

    const trained = await command(
      home,
      z.object({
        product: z.literal('Keks'),
        modelId: z.uuid(),
        imported: z.literal(6),
        duplicates: z.literal(0),
        thresholds: z.object({ review: z.number(), defect: z.number() }),
        device: z.object({ device: z.literal('cpu'), reason: z.null() }),
      }),
      ...['train', '--images', good, '--name', 'Keks', '--device', 'cpu', ...quick],
    );

    const data = join(folder, 'data');
    await writeTestSet(data);
    const report = join(folder, 'pages', 'report.html');
    const figure = z.number().min(0).max(1);
    await command(
      home,
      z.strictObject({
        imageAuroc: figure,
        pixelAuroc: figure,
        auPro: figure,
        msPerImage: z.number().positive(),
        images: z.literal(3),
        bestF1: z.object({ threshold: z.number(), f1: figure }),
        kinds: z.array(z.object({ kind: z.string(), images: z.number() })).length(1),
        thresholds: z.object({ review: z.number(), defect: z.number() }),
        scores: z.array(z.object({ file: z.string(), defective: z.boolean(), score: z.number() })).length(3),
        skipped: z.array(z.unknown()).length(0),
        notes: z.array(z.unknown()),
        unlike: z.unknown(),
        outcome: z.looseObject({}),
        validated: z.unknown(),
        proposed: z.object({ review: z.number(), defect: z.number() }),
        inForce: z.literal(true),
        report: z.literal(report),
      }),
      ...['evaluate', '--product', 'Keks', '--data', data, '--report', report],
      ...['--limits', 'escape-rate=0', '--use-limits'],
    );
    const page = await readFile(report, 'utf8');
    expect(page).toContain('<title>Keks: evaluation on data</title>');
    expect(page).not.toContain(folder);

    await writeFile(join(good, 'text.jpg'), 'no picture');
    const verdict = z.enum(['good', 'review', 'defect']);
    const inspected = await commandThatEnds(
      1,
      home,
      z.object({
        images: z.array(z.object({ name: z.string(), verdict, score: z.number() })),
        counts: z.record(z.enum(outcomes), z.number()),
        notInspected: z.array(z.object({ name: z.string(), reason: z.string(), detail: z.string() })),
      }),
      ...['inspect', '--product', 'Keks', '--images', good],
    );
    expect(inspected.images.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `part-${n}.png`));
    expect(inspectedIn(inspected.counts)).toBe(6);
    expect(inspected.counts['not-inspected']).toBe(1);
    expect(inspected.notInspected).toEqual([
      { name: 'text.jpg', reason: 'unreadable', detail: expect.stringContaining('text.jpg') },
    ]);

    const exported = await command(
      home,
      z.object({ modelId: z.literal(trained.modelId), folder: z.string(), files: z.array(z.string()) }),
      ...['export', '--product', 'Keks', '--to', join(folder, 'exported')],
    );
    expect(await readdir(exported.folder)).toEqual(expect.arrayContaining(exported.files));
    const card: unknown = JSON.parse(await readFile(join(exported.folder, 'card.json'), 'utf8'));
    expect(cardWithEvaluationSchema.parse(card).evaluation).toMatchObject({
      folder: 'data',
      images: { good: 2, defective: 1, skipped: 0 },
    });
  },
  patience,
);

test(
  'an interrupted training is cancelled in order: exit code 130, no model, nothing left behind',
  async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const good = join(folder, 'good');
    await writeGoodImages(good, 6);
    const words = [
      'train',
      '--images',
      good,
      '--name',
      'Keks',
      '--preset',
      'compact',
      '--epochs',
      '5000',
      '--json',
    ];
    const { child, end, says } = startProgram(entry, words, { STATION_HOME: home });
    await says(/Training: \d+ %/);
    child.kill('SIGINT');
    const { code, stdout } = await end;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CANCELLED' } });
    expect(await readdir(stationPaths(home).jobs)).toEqual([]);
    const products = await command(home, z.object({ products: z.array(z.unknown()) }), 'products');
    expect(products.products).toMatchObject([{ name: 'Keks', modelCount: 0, activeModelId: null }]);
  },
  patience,
);
