import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { familyRegistry } from '../../../../src/main/families/registry.ts';
import { familySchema, presetSchema } from '../../../../src/shared/domain/families.ts';
import { projectFolder, runProgram } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/**
 * Files outside a family's folder that have a family's name for another reason than to ask which family it is: `memory` is also a phase of
 * trainings, `patch` also what a teacher is pretrained on. Migrations are never changed, words are asked for by the compiler.
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
