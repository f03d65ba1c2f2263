import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withLock } from '../../../../scripts/setup/lock.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

it('two works under one lock do not overlap', async () => {
  const lock = join(tempFolder(), 'lock');
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resume) => setTimeout(resume, 50));
    events.push(`${name} ends`);
  };
  const waited: number[] = [];
  await Promise.all(['a', 'b'].map((name) => withLock(lock, (owner) => waited.push(owner), work(name))));
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(waited).toEqual([process.pid]);
});

it('the lock of a process that has ended is taken over', async () => {
  const lock = join(tempFolder(), 'lock');
  mkdirSync(lock);
  // No process id is that high.
  writeFileSync(join(lock, 'owner'), '2147483646');
  expect(
    await withLock(
      lock,
      () => {},
      () => Promise.resolve('done'),
    ),
  ).toBe('done');
});

it('the lock is free again after work that failed', async () => {
  const lock = join(tempFolder(), 'lock');
  await expect(
    withLock(
      lock,
      () => {},
      () => Promise.reject(new Error('broken')),
    ),
  ).rejects.toThrow('broken');
  expect(
    await withLock(
      lock,
      () => {},
      () => Promise.resolve('done'),
    ),
  ).toBe('done');
});
