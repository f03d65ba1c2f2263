import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../../../../support/run-command.ts';
import { writeSmallModel } from '../../../../support/small-model.ts';
import { makeSmallProduct } from '../../../../support/small-product.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a model is imported, activated with a note and rolled back, and the list says so', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const first = await makeSmallProduct(home);
  const exported = join(folder, 'exported');
  const { id } = writeSmallModel(exported, { productName: 'Disc' });
  const command = async <T>(schema: z.ZodType<T>, ...words: string[]): Promise<T> => {
    const { stdout } = await runCommand(home, [...words, '--json']);
    return schema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
  };

  // Without --product, the model goes to the product that it was trained for.
  const imported = await command(
    z.object({ product: z.string(), modelId: z.string() }),
    'import-model',
    '--from',
    exported,
  );
  expect(imported).toEqual({ product: 'Disc', modelId: id });
  const short = id.slice(0, 8);
  await command(
    z.object({ modelId: z.literal(id) }),
    'activate',
    '--product',
    'Disc',
    '--model',
    short,
    '--note',
    'newer',
  );
  await command(
    z.object({ modelId: z.literal(first.modelId), limits: z.object({ review: z.literal(10) }) }),
    ...['activate', '--product', 'Disc', '--model', first.modelId, '--note', 'rolled back'],
  );
  const listed = await command(
    z.object({
      models: z.array(z.object({ id: z.string(), active: z.boolean() })),
      activations: z.array(z.object({ modelId: z.string(), note: z.string() })),
    }),
    ...['models', '--product', 'Disc'],
  );
  expect(listed.models.filter(({ active }) => active).map((model) => model.id)).toEqual([first.modelId]);
  expect(listed.activations).toEqual([
    { modelId: first.modelId, note: 'rolled back' },
    { modelId: id, note: 'newer' },
    { modelId: first.modelId, note: '' },
  ]);
  const edited = ['models', 'edit', '--product', 'Disc', '--model', short];
  await command(
    z.object({ modelId: z.literal(id), name: z.literal('Night'), pinned: z.literal(true) }),
    ...[...edited, '--name', 'Night', '--note', 'Darker lamp', '--pin', '--archive'],
  );
  const names = z.object({ models: z.array(z.object({ name: z.string() })) });
  expect((await command(names, 'models', '--product', 'Disc')).models).toEqual([{ name: '' }]);
  expect((await command(names, 'models', '--product', 'Disc', '--archived')).models).toHaveLength(2);
  await command(
    z.object({ modelId: z.literal(id), archivedAt: z.null() }),
    ...['models', 'edit', '--product', 'Disc', '--model', 'Night', '--restore'],
  );
  const { error } = await command(
    z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
    ...['activate', '--product', 'Disc', '--model', 'nothing'],
  );
  expect(error).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('“Disc” has no model nothing'),
  });
}, 120_000);
