import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRotatingFile } from '../../../../src/main/files/rotating-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('lines go into files of bounded number and size, the newest into the first', () => {
  const folder = join(temporaryFolder(), 'logs');
  const options = { folder, name: 'station', mostBytes: 100, files: 3 };
  const file = openRotatingFile(options);
  for (let number = 10; number < 60; number++) file.write(`line ${number} of nineteen\n`);
  file.close();
  expect(readdirSync(folder).toSorted()).toEqual(['station.1.log', 'station.2.log', 'station.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(100);
  expect(readFileSync(join(folder, 'station.log'), 'utf8')).toContain('line 59 of');
  expect(statSync(join(folder, 'station.log')).mode & 0o777).toBe(0o600);

  const again = openRotatingFile(options);
  again.write('after a new start\n');
  again.close();
  const all = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  expect(all).toContain('after a new start');
  expect(all).toContain('line 59 of');
});

test('where the disk takes nothing, lines are lost and nothing fails', () => {
  const file = openRotatingFile({ folder: '/dev/null/logs', name: 'station', mostBytes: 100, files: 3 });
  expect(() => file.write('a line\n')).not.toThrow();
  file.close();
});

test.skipIf(process.platform !== 'linux')('a disk that is full for long costs no handles', () => {
  const folder = join(temporaryFolder(), 'logs');
  mkdirSync(folder);
  symlinkSync('/dev/full', join(folder, 'station.log'));
  const file = openRotatingFile({ folder, name: 'station', mostBytes: 100, files: 3 });
  const open = (): number =>
    readdirSync('/proc/self/fd').filter((handle) => {
      try {
        return readlinkSync(join('/proc/self/fd', handle)) === '/dev/full';
      } catch {
        return false;
      }
    }).length;
  for (let line = 0; line < 50; line++) file.write('a line\n');
  expect(open()).toBe(0);
  file.close();
});
