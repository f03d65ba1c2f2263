import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writeGoodImages } from '../../../../support/image-folder.ts';
import { runProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

test('a memory is trained, inspects and is exported; what it has no students for is refused by name', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const good = join(folder, 'good');
  await writeGoodImages(good, 6);
  const command = async (...words: string[]): Promise<unknown> => {
    const { stdout } = await runProgram('src/main/cli.ts', [...words, '--json'], { STATION_HOME: home });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  };
  const train = (...words: string[]): Promise<unknown> =>
    command('train', '--images', good, '--name', 'Keks', ...words);

  expect(await train('--family', 'memory')).toMatchObject({ trainingImages: 6, validationImages: 6 });
  const { images } = z
    .object({ images: z.array(z.object({ verdict: z.string() })) })
    .parse(await command('inspect', '--product', 'Keks', '--images', good));
  // The model calls each image that it remembers good.
  expect(images.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'good'));
  const exported = await command('export', '--product', 'Keks', '--to', join(folder, 'exported'));
  const { folder: target } = z.object({ folder: z.string() }).parse(exported);
  expect((await readdir(target)).toSorted()).toEqual(['card.json', 'memory.safetensors', 'model.onnx']);

  expect(await train('--family', 'memory', '--take-over')).toMatchObject({
    active: false,
    takeOver: { kind: 'proposed', good: 0, defective: 0 },
  });

  for (const [words, named] of [
    [['--family', 'memory', '--extend'], /family memory.*extend/],
    [['--family', 'patch', '--extend'], /family memory.*family patch/],
    [['--preset', 'instant', '--epochs', '3'], /family memory.*epochs/],
    [['--preset', 'instant', '--receptive-fields', '33'], /family memory.*receptive fields/],
    [['--preset', 'quick', '--family', 'memory'], /quick.*instant/],
  ] as const) {
    const { error } = failureSchema.parse(await train(...words));
    expect(error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(named) });
  }
}, 300_000);
