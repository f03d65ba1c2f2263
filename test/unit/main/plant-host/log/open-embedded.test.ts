import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openEmbedded } from '../../../../../src/main/plant-host/log/open-embedded.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** Mounts a small disk until the test ends; null where that is not allowed. */
function smallDisk(): string | null {
  const disk = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=140m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

test('an embedded log on a full disk says so, loses nothing, and goes on once there is room', async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === null) return skip('only root of Linux can mount a disk');
  const [folder, ballast] = [join(disk, 'log'), join(disk, 'ballast')];
  const log = await openEmbedded(folder, 20 * 2 ** 20);
  onTestFinished(() => log.close());
  await log.query('CREATE TABLE told (number integer, text text)');
  const free = (): number => statfsSync(disk).bavail * statfsSync(disk).bsize;
  writeFileSync(ballast, Buffer.alloc(free() - 32 * 2 ** 20));
  // PostgreSQL needs 16 MiB at once for its own log, and the rows fill it several times.
  let written = 0;
  const write = (): Promise<void> =>
    log.transaction(async (on) => {
      const rows = `SELECT ${written} + n, repeat('x', 1000) FROM generate_series(1, 1000) AS n`;
      await on.query(`INSERT INTO told ${rows}`);
    });
  const full = async (): Promise<unknown> => {
    for (; written < 100_000; written += 1000) {
      try {
        await write();
      } catch (error) {
        return error;
      }
    }
    return null;
  };
  expect(await full()).toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining(folder) });
  const counted = () => log.query('SELECT count(*) AS rows FROM told');
  expect(await counted()).toEqual([{ rows: written }]);
  rmSync(ballast);
  await write();
  written += 1000;
  expect(await counted()).toEqual([{ rows: written }]);
});
