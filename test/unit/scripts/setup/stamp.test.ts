import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildInputs } from '../../../../scripts/setup/build.mjs';
import { hashOf, unlessDone } from '../../../../scripts/setup/stamp.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

it('the build hash changes with a source, a settings file, a new file and a removed one', () => {
  const folder = tempFolder({ 'src/main/a.ts': 'a', 'package-lock.json': '{}' });
  const hashes = [hashOf(folder, buildInputs)];
  writeInto(folder, 'src/main/a.ts', 'b');
  hashes.push(hashOf(folder, buildInputs));
  writeInto(folder, 'electron.vite.config.ts', 'export default {}');
  hashes.push(hashOf(folder, buildInputs));
  writeInto(folder, 'src/main/deep/er/c.ts', '');
  hashes.push(hashOf(folder, buildInputs));
  rmSync(join(folder, 'src/main/a.ts'));
  hashes.push(hashOf(folder, buildInputs));
  expect(new Set(hashes).size).toBe(hashes.length);
});

it('the build hash does not depend on files outside its inputs', () => {
  const folder = tempFolder({ 'src/a.ts': 'a' });
  const before = hashOf(folder, buildInputs);
  writeInto(folder, 'README.md', 'text');
  expect(hashOf(folder, buildInputs)).toBe(before);
});

it('moving text from one file to another changes the hash', () => {
  const one = tempFolder({ 'src/a': 'xy', 'src/b': '' });
  const two = tempFolder({ 'src/a': 'x', 'src/b': 'y' });
  expect(hashOf(one, ['src'])).not.toBe(hashOf(two, ['src']));
});

it('work is done once for a hash, again for another hash and when its result is gone', async () => {
  const folder = tempFolder();
  const stamp = join(folder, 'stamps', 'work');
  const result = join(folder, 'result');
  let times = 0;
  const work = (hash: string) =>
    unlessDone(
      stamp,
      hash,
      () => {
        times += 1;
        writeInto(folder, 'result', hash);
        return Promise.resolve(undefined);
      },
      () => existsSync(result),
    );
  await work('1');
  await work('1');
  expect(times).toBe(1);
  await work('2');
  expect(times).toBe(2);
  rmSync(result);
  await work('2');
  expect(times).toBe(3);
});

it('work that failed is done again', async () => {
  const stamp = join(tempFolder(), 'stamp');
  await unlessDone(stamp, '1', () => Promise.resolve('first'));
  const broken = unlessDone(stamp, '2', () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect(await unlessDone(stamp, '2', () => Promise.resolve('done'))).toBe('done');
});
