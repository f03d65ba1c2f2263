import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { factsOf, familyRegistry, modelCardSchema } from '../../../../src/main/families/registry.ts';
import { readCard } from '../../../../src/main/learning/model-folder.ts';
import { familySchema, presetSchema } from '../../../../src/shared/domain/families.ts';
import { languages, type Language } from '../../../../src/shared/domain/languages.ts';
import { unpackOlderStation } from '../../../support/older-station.ts';
import { projectFolder, runProgram } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/**
 * Files outside the families' folders that use a family's name for another reason than to ask for the family: `memory` is also a phase of
 * trainings, `patch` also the object of a teacher's pretraining. Migrations never change, and the compiler checks locale words.
 */
const otherMeanings: readonly RegExp[] = [
  /^src\/main\/families\//,
  /^src\/shared\/domain\/families\.ts$/,
  /^src\/shared\/contract\/training\.ts$/,
  /^src\/main\/cli\/commands\/train\.ts$/,
  /^src\/main\/cli\/add-pretrain-command\.ts$/,
  /^src\/main\/teachers\//,
  /^src\/main\/database\/migrations\//,
  /^src\/renderer\/i18n\//,
];

it('has every family, and nothing outside them asks for one by its name', () => {
  expect(Object.keys(familyRegistry).toSorted()).toEqual(familySchema.options.toSorted());
  const name = new RegExp(`['"\`](${familySchema.options.join('|')})['"\`]`);
  const asking = readdirSync(join(projectFolder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|vue)$/.test(path) && !otherMeanings.some((allowed) => allowed.test(path)))
    .flatMap((path) => {
      const lines = readFileSync(join(projectFolder, path), 'utf8').split('\n');
      return lines.filter((line) => name.test(line)).map((line) => `${path}: ${line.trim()}`);
    });
  expect(asking).toEqual([]);
});

it('opens a station whose process loads neither TensorFlow nor ONNX Runtime', async () => {
  const { stdout, stderr } = await runProgram('test/support/programs/station-libraries.ts', [
    join(temporaryFolder(), 'home'),
  ]);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ presets: presetSchema.options.length, loaded: true, libraries: [] });
});

it('tells of a model of each family in each language', async () => {
  const models = join(unpackOlderStation().home, 'models');
  const cards = await Promise.all(
    readdirSync(models).map((name) => readCard(join(models, name), modelCardSchema)),
  );
  const told = (language: Language) =>
    Object.fromEntries(cards.map((card) => [card.family, factsOf(card, language).made]));
  expect(told('en')).toEqual({
    patch: [
      ['Receptive fields', '65'],
      ['Students', '2 for each receptive field'],
      ['Precision', 'float32'],
      ['Seed', '7'],
    ],
    pyramid: [
      ['Layers imitated', 'stride8, stride16'],
      ['Students', '2, 48 channels wide'],
      ['Memory', 'none'],
      ['Seed', '7'],
    ],
    memory: [
      ['Memory', '1000 descriptors'],
      ['View near', 'places at 224 × 288 pixels, 500 descriptors, weight 1'],
      ['View far', 'surroundings at 224 × 288 pixels, 500 descriptors, weight 0.3'],
      ['Seed', '7'],
    ],
  });
  expect(told('de')['memory']).toContainEqual([
    'Ansicht far',
    'Umgebung bei 224 × 288 Pixeln, 500 Deskriptoren, Gewicht 0,3',
  ]);
  for (const language of languages) {
    for (const [family, facts] of Object.entries(told(language))) {
      expect(facts.map(([label]) => label)).toHaveLength(told('en')[family]?.length ?? Number.NaN);
    }
  }
  expect(cards.map((card) => [card.family, factsOf(card, 'en').validation]).toSorted()).toEqual([
    ['memory', 'among-training-images'],
    ['patch', 'held-back'],
    ['pyramid', 'held-back'],
  ]);
});
