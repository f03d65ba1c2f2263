import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockDifference } from '../../../../scripts/setup/dependencies.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

const lock = (packages: Readonly<Record<string, unknown>>) => JSON.stringify({ packages });
const wanted = {
  '': { name: 'project' },
  'node_modules/one': { version: '1.0.0', integrity: 'a' },
  'node_modules/other-platform': { version: '1.0.0', integrity: 'b', optional: true },
};
const installed = { 'node_modules/one': { version: '1.0.0', integrity: 'a' } };

function project(): string {
  return tempFolder({
    'package-lock.json': lock(wanted),
    'node_modules/.package-lock.json': lock(installed),
    'node_modules/one/package.json': '{}',
  });
}

it('what npm installed from this lock file stays, without the packages of other platforms', () => {
  expect(lockDifference(project())).toBeUndefined();
});

it('a missing node_modules, another version and a removed package are differences', () => {
  expect(lockDifference(tempFolder({ 'package-lock.json': lock(wanted) }))).toContain('node_modules');

  const changed = project();
  writeInto(changed, 'package-lock.json', lock({ 'node_modules/one': { version: '1.0.1', integrity: 'c' } }));
  expect(lockDifference(changed)).toBe('one 1.0.1 is not there');

  const removed = project();
  rmSync(join(removed, 'node_modules/one'), { recursive: true });
  expect(lockDifference(removed)).toContain('one');
});
