import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { changelogVersions, releaseFaults } from '../../../../scripts/release/version.mjs';

const project = resolve(import.meta.dirname, '..', '..', '..', '..');
const changelog = '# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2027-01-31\n\n### Added\n\n- A thing.\n';
const ready = {
  version: '0.3.0',
  lockVersions: ['0.3.0', '0.3.0'],
  changelog,
  tags: ['v0.2.0'],
  unreleasedMigrations: [],
};

it('a version whose files all say so can be released', () => {
  expect(releaseFaults(ready)).toEqual([]);
});

it.each([
  [{ lockVersions: ['0.3.0', '0.2.0'] }, 'package-lock.json'],
  [{ changelog: changelog.replace('0.3.0', '0.2.0') }, 'The newest version in CHANGELOG.md is 0.2.0'],
  [{ changelog: '# Changelog\n' }, 'The newest version in CHANGELOG.md is none'],
  [{ changelog: changelog.slice(0, changelog.indexOf('###')) }, 'CHANGELOG.md says nothing of 0.3.0'],
  [{ tags: ['v0.3.0'] }, 'The tag v0.3.0 is there already'],
  [{ unreleasedMigrations: ['0016-shelves'] }, 'Not frozen yet: 0016-shelves'],
])('%j is told', (change, words) => {
  expect(releaseFaults({ ...ready, ...change })).toEqual([expect.stringContaining(words)]);
});

it('the changelog tells of every version up to the present one, newest first', () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));
  const versions = changelogVersions(readFileSync(join(project, 'CHANGELOG.md'), 'utf8'));
  expect(versions[0]?.version).toBe(version);
  const dates = versions.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted().reverse());
});

it('SECURITY.md names tests that exist', () => {
  const named = [...readFileSync(join(project, 'SECURITY.md'), 'utf8').matchAll(/`([\w/-]+\.test\.ts)`/g)];
  const files = named.map(([, file = '']) => (file.includes('/') ? file : `security/${file}`));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(join(project, 'test', file)))).toEqual([]);
});
