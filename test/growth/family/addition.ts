import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { writeGoodImages } from '../../support/image-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { newFilesBeside, runIn, type Addition } from '../exercise.ts';

/** Returns the words of the family `mean` in one language. */
function words(): Addition['edits'][string] {
  return [
    { after: 'families: { ', text: "mean: 'Mean', " },
    { after: 'familyText: {', text: "\n      mean: 'The distance to the mean of good images.'," },
    { after: '    presets: {', text: "\n      plain: 'Plain'," },
    { after: 'presetText: {', text: "\n      plain: 'One mean.'," },
  ];
}

/** A family of networks that measures the distance to the mean descriptor of good images. */
export const family: Addition = {
  what: 'a family of networks',
  most: 5,
  files: newFilesBeside(import.meta.dirname),
  edits: {
    'src/shared/domain/families.ts': [
      { after: 'familySchema = z.enum([', text: "'mean', " },
      {
        after: 'export const families = {',
        text: `
  mean: {
    presets: ['plain'],
    ownPreset: 'plain',
    choices: { epochs: false, receptiveFields: false, extend: false, precision: false },
    mapParts: { plain: ['error'] },
  },`,
      },
    ],
    'src/main/families/registry.ts': [
      {
        after: "import type { Family, ModelFacts } from './family.ts';",
        text: "\nimport { meanFamily } from './mean/family.ts';",
      },
      { after: 'Readonly<Record<FamilyName, Family>> = {', text: '\n  mean: meanFamily,' },
    ],
    'src/renderer/i18n/en/training.ts': words(),
    'src/renderer/i18n/de/training.ts': words(),
    'src/renderer/i18n/zh-cn/training.ts': words(),
  },
  async prove(folder) {
    const good = join(temporaryFolder(), 'good');
    await writeGoodImages(good, 6);
    const home = join(temporaryFolder(), 'home');
    const command = async (...given: string[]): Promise<unknown> => {
      const { output } = await runIn(folder, ['src/main/cli.ts', ...given, '--json'], { STATION_HOME: home });
      return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
    };
    expect(await command('train', '--images', good, '--name', 'Keks', '--family', 'mean')).toMatchObject({
      active: true,
      trainingImages: 4,
      validationImages: 2,
    });
    const { images } = z
      .object({ images: z.array(z.object({ score: z.number() })) })
      .parse(await command('inspect', '--product', 'Keks', '--images', good));
    expect(images).toHaveLength(6);
    for (const { score } of images) expect(score).toBeGreaterThan(0);
  },
};
