import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import typescript from 'typescript-eslint';
import { expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..', '..', '..');
/** ESLint without the rules that need types, which would take half a minute. */
const eslint = new ESLint({ cwd: project, overrideConfig: typescript.configs.disableTypeChecked });

/** Returns the rules that a text breaks at this place, each with its line. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: resolve(project, file) });
  return (result?.messages ?? []).map(({ ruleId, line }) => `${String(ruleId)} ${line}`);
}

const sql = `import type { StationDatabase } from '../database/open-database.ts';

export function count(database: StationDatabase): unknown {
  database.exec('PRAGMA optimize');
  return /\\d+/.exec('7') && database.prepare('SELECT count(*) FROM models').get();
}
`;

test('SQL stands in repositories alone', async () => {
  expect(await broken('src/main/models/service.ts', sql)).toEqual([
    'no-restricted-syntax 4',
    'no-restricted-syntax 5',
  ]);
  expect(await broken('src/main/models/repository.ts', sql)).toEqual([]);
});

const station = `const models = { onActivated: () => inspection.current() };
const inspection = { current: () => describe(models) };
function describe(value: object): string {
  return JSON.stringify(value);
}
export const services = { models, inspection };
`;

test('the station closes over nothing that is declared later', async () => {
  expect(await broken('src/main/services/build-services.ts', station)).toEqual([
    '@typescript-eslint/no-use-before-define 1',
  ]);
  expect(await broken('src/main/models/service.ts', station)).toEqual([]);
});

test('an object is not put together from spread literals', async () => {
  const packed = 'export const reach = { ...{ host: "127.0.0.1" }, ...{ port: 1 } };\n';
  for (const file of ['src/main/models/service.ts', 'test/support/log.ts', 'scripts/start.mjs']) {
    expect(await broken(file, packed)).toEqual(['no-restricted-syntax 1', 'no-restricted-syntax 1']);
  }
  const written =
    'const at = { port: 1 };\nexport const reach = { ...at, ...(at.port > 0 && { host: "" }) };\n';
  expect(await broken('src/main/models/service.ts', written)).toEqual([]);
});
