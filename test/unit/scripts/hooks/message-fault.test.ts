import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { messageFault } from '../../../../scripts/hooks/message-fault.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const project = resolve(import.meta.dirname, '..', '..', '..', '..');

it.each([
  'A title',
  'A title\n\nAnd a body, however long its lines may be, with more than seventy-two characters in one of them.',
  `${'x'.repeat(72)}\n# Please enter the commit message for your changes.\n`,
  `Merge branch 'a-branch-with-a-name-that-is-far-longer-than-a-title-may-be-at-all' into main`,
  `fixup! ${'x'.repeat(90)}`,
])('%j is a message', (message) => {
  expect(messageFault(message)).toBeUndefined();
});

it.each([
  ['', 'no title'],
  ['# Please enter the commit message for your changes.\n', 'no title'],
  ['x'.repeat(73), '73 characters, 72 at most'],
  ['A title\nand on it goes', 'Leave a line empty'],
])('%j is none', (message, words) => {
  expect(messageFault(message)).toContain(words);
});

it.skipIf(process.platform === 'win32')('git refuses a commit whose title is too long', () => {
  // Install only this hook; the other one is about files of this project.
  const hook = readFileSync(join(project, '.githooks', 'commit-msg'), 'utf8');
  const folder = tempFolder({ '.githooks/commit-msg': hook });
  symlinkSync(join(project, 'scripts'), join(folder, 'scripts'));
  const git = ['-c', 'user.name=A', '-c', 'user.email=a@b.c', '-c', 'core.hooksPath=.githooks'];
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  const commit = (title: string) =>
    spawnSync('git', [...git, 'commit', '--allow-empty', '--quiet', '--message', title], {
      cwd: folder,
      encoding: 'utf8',
    });
  const refused = commit('x'.repeat(73));
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('73 characters');
  expect(commit('x'.repeat(72)).status).toBe(0);
});
