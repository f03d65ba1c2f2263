import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { placeFaults } from '../../../../scripts/tests/places.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const sources = {
  'src/main/log/recorder.ts': '',
  'src/main/log/service.ts': '',
  'src/main/models/service.ts': '',
  'src/renderer/review/table-entry.vue': '',
  'scripts/setup/npm.mjs': '',
};

/** Returns the faults of a project with these tests. */
function faults(tests: Readonly<Record<string, string>>): string[] {
  return placeFaults(tempFolder({ ...sources, ...tests }));
}

it('the unit tests of the project mirror its sources', () => {
  expect(placeFaults(root)).toEqual([]);
});

it('a test at its source’s place is right, and so is one of its own name in a folder that sources have', () => {
  expect(
    faults({
      'test/unit/main/log/recorder.test.ts': '',
      'test/unit/main/log/written-once.test.ts': '',
      'test/unit/renderer/review/table-entry.test.ts': '',
      'test/unit/scripts/setup/npm.test.ts': '',
    }),
  ).toEqual([]);
});

it('a test that lies elsewhere than the one source of its name is told where it belongs', () => {
  expect(faults({ 'test/unit/main/recorder.test.ts': '', 'test/unit/main/npm.test.ts': '' })).toEqual([
    'test/unit/main/npm.test.ts: belongs to scripts/setup/npm.mjs, so that it lies at test/unit/scripts/setup/npm.test.ts',
    'test/unit/main/recorder.test.ts: belongs to src/main/log/recorder.ts, so that it lies at test/unit/main/log/recorder.test.ts',
  ]);
});

it('where several sources have its name, the one that it imports counts', () => {
  const imports = (path: string): string => `import { a } from '${path}';\n`;
  expect(faults({ 'test/unit/main/service.test.ts': '' })).toEqual([]);
  expect(
    faults({ 'test/unit/main/service.test.ts': imports('../../../src/main/models/service.ts') }),
  ).toEqual([
    'test/unit/main/service.test.ts: belongs to src/main/models/service.ts, so that it lies at test/unit/main/models/service.test.ts',
  ]);
  expect(
    faults({ 'test/unit/main/log/service.test.ts': imports('../../../../src/main/models/service.ts') }),
  ).toEqual([]);
});

it('a folder without its sources and a file that is no test are told', () => {
  expect(
    faults({ 'test/unit/main/defects/written.test.ts': '', 'test/unit/main/log/helpers.ts': '' }),
  ).toEqual([
    'test/unit/main/defects/written.test.ts: there is no folder src/main/defects',
    'test/unit/main/log/helpers.ts: is no test; what tests share lies in test/support',
  ]);
});
