import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { may, permissions, rolesWith } from '../../../../src/shared/domain/permissions.ts';
import { roles } from '../../../../src/shared/domain/role.ts';

const sources = join(import.meta.dirname, '..', '..', '..', '..', 'src');

/** Files that may list roles: the roles themselves, their permissions, the schema of released databases, and a column of that name. */
const lists = [
  'shared/domain/role.ts',
  'shared/domain/permissions.ts',
  'main/database/migrations/0014-access.ts',
  'main/database/recorded-tables.ts',
];

/** A role as an element of a list or as an argument. */
const listedRole = new RegExp(String.raw`[[(,]\s*'(${roles.join('|')})'\s*[,)\]]`);

test('roles are listed in one table: everything else names a permission', () => {
  for (const breach of [
    `procedure('engineer', 'reviewer')`,
    `station.may('engineer')`,
    `{ name: 'train', roles: [\n  'operator',\n] }`,
  ]) {
    expect(breach).toMatch(listedRole);
  }
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path))
    .map((path) => relative('.', path).replaceAll('\\', '/'));
  expect(files.length).toBeGreaterThan(500);
  const breaches = files.filter(
    (path) => !lists.includes(path) && listedRole.test(readFileSync(join(sources, path), 'utf8')),
  );
  expect(breaches).toEqual([]);
});

test('who has several roles may do what any of them may, who has none nothing', () => {
  expect(may({ roles: ['viewer', 'operator'] }, 'line.operate')).toBe(true);
  expect(may({ roles: ['viewer', 'operator'] }, 'log.read')).toBe(true);
  expect(may({ roles: ['viewer', 'operator'] }, 'models.activate')).toBe(false);
  for (const permission of permissions) {
    // A person who signs in has no role yet.
    expect(may({ roles: [] }, permission), permission).toBe(permission === 'people.signIn');
    expect(may({ roles }, permission), permission).toBe(true);
  }
});

test('no role is named twice for a permission, and every permission is of some use to an engineer or an administrator', () => {
  for (const permission of permissions) {
    const granted = rolesWith(permission);
    expect(new Set(granted).size, permission).toBe(granted.length);
    expect(granted.includes('engineer') || granted.includes('administrator'), permission).toBe(true);
  }
});
