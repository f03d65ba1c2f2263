import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { beginning, within } from '../../../../scripts/gate/changed.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

/** Makes a repository with one commit on `main`. @returns its folder, and a function that runs git there */
function repository() {
  const folder = tempFolder({ file: 'first' });
  const git = (...words: string[]): string => {
    const person = ['-c', 'user.name=A', '-c', 'user.email=a@b.c'];
    return execFileSync('git', [...person, ...words], { cwd: folder, encoding: 'utf8' }).trim();
  };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=First');
  return { folder, git };
}

describe('where the work at hand began', () => {
  it('on main: at its newest commit', async () => {
    const { folder, git } = repository();
    expect(await beginning(folder)).toBe(git('rev-parse', 'HEAD'));
  });

  it('on a branch: where it left main, however far both went on', async () => {
    const { folder, git } = repository();
    const left = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', '-b', 'branch');
    git('commit', '--quiet', '--allow-empty', '--message=Second');
    git('checkout', '--quiet', 'main');
    git('commit', '--quiet', '--allow-empty', '--message=Other');
    git('checkout', '--quiet', 'branch');
    expect(await beginning(folder)).toBe(left);
  });

  it('without a main: at the newest commit', async () => {
    const { folder, git } = repository();
    git('branch', '--move', 'trunk');
    expect(await beginning(folder)).toBe('HEAD');
  });
});

it('the quickest tests that fit into the time are chosen, new ones among them', () => {
  const durations = new Map([
    ['slow', 60_000],
    ['quick', 10],
    ['middle', 5000],
  ]);
  const chosen = within(['slow', 'quick', 'new', 'middle'], durations, 12_000);
  expect(chosen).toEqual({ chosen: ['new', 'quick', 'middle'], left: ['slow'] });
  expect(within(['slow'], durations, Infinity)).toEqual({ chosen: ['slow'], left: [] });
});
