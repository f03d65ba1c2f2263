import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { stationPaths } from '../../../src/main/station/paths.ts';
import type { RunningStation } from '../../e2e/support/running-station.ts';
import type { ChaosKind, Round } from './kind.ts';
import { findFakeTime } from '../../../scripts/setup/faketime.mjs';
import { watchFolder } from './line-kinds.ts';

/** Size of the disk that the test fills, MiB. */
const diskSize = 48;
const day = 86_400;

/** Kinds of kill while the station loses its folder, its disk or its time. */
export const placeKinds: readonly ChaosKind[] = [
  {
    name: 'disk-full',
    title: 'station, while its disk is full',
    missing: mountMissing,
    async alone(round) {
      const disk = join(round.folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskSize}m`, 'tmpfs', disk]);
      const ballast = join(disk, 'ballast');
      try {
        return await inOwnHome(round, join(disk, 'home'), async (station) => {
          fill(disk, ballast);
          await round.wait(round.isShort ? 800 : 5000);
          const isFreeBefore = round.random.integer(2) === 0;
          if (isFreeBefore) {
            rmSync(ballast);
            await round.wait(1500);
          }
          await station.kill();
          rmSync(ballast, { force: true });
        });
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  },
  {
    name: 'read-only',
    title: 'station, while the folder of the log’s pictures is read-only',
    missing: mountMissing,
    async alone(round) {
      const home = join(round.folder, 'home');
      const { log } = stationPaths(home);
      const mounted = new Set<string>();
      const unmount = (): void => {
        for (const place of mounted) execFileSync('umount', [place]);
        mounted.clear();
      };
      try {
        return await inOwnHome(round, home, async (station) => {
          execFileSync('mount', ['--bind', log, log]);
          mounted.add(log);
          await makeReadOnly(log);
          await round.wait(round.isShort ? 800 : 5000);
          await station.kill();
          unmount();
        });
      } finally {
        unmount();
      }
    },
  },
  {
    name: 'locked',
    title: 'station, while another program holds its database',
    async alone(round) {
      const home = join(round.folder, 'home');
      return inOwnHome(round, home, async (station) => {
        const other = new Sqlite(stationPaths(home).database);
        other.exec('BEGIN IMMEDIATE');
        await sleep(round.isShort ? 1000 : 20_000);
        // This station or the next one writes the waiting parts once the database is free.
        const isFreeBefore = round.random.integer(2) === 0;
        if (isFreeBefore) other.close();
        await round.wait(200);
        await station.kill();
        other.close();
      });
    },
  },
  {
    name: 'clock',
    title: 'station, while the machine’s clock jumps',
    missing: () => (findFakeTime() === undefined ? 'libfaketime is not on this machine' : null),
    async alone(round) {
      const home = join(round.folder, 'home');
      const file = join(round.folder, 'time');
      writeFileSync(file, '+0');
      const environment = {
        LD_PRELOAD: findFakeTime(),
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      };
      const jumps = [-2 * day, 20 * 365 * day, -40 * 365 * day, 0];
      const leap = async (station: RunningStation): Promise<void> => {
        for (const jump of jumps) {
          writeFileSync(file, `${jump < 0 ? '' : '+'}${jump}`);
          await round.wait(round.isShort ? 400 : 3000);
        }
        await station.kill();
      };
      return inOwnHome(round, home, leap, environment);
    },
  },
];

/** Returns why this machine cannot mount anything; null if it can. */
function mountMissing(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root of Linux can mount a disk';
  const place = '/mnt';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return null;
  } catch {
    return 'mounting is not allowed here';
  }
}

/**
 * Lets a station inspect a folder in a copy of the home, causes a fault, and lets the next station finish the folder.
 *
 * @param happen causes the fault and ends the station
 */
async function inOwnHome(
  round: Round,
  home: string,
  happen: (station: RunningStation) => Promise<void>,
  environment?: NodeJS.ProcessEnv,
): Promise<number> {
  const database = stationPaths(home).database;
  cpSync(round.home.base, home, { recursive: true });
  const station = await round.start(home, environment);
  const folder = join(round.folder, 'parts');
  const { finish } = await watchFolder(round, station, { folder, parts: round.isShort ? 60 : 200 });
  await happen(station);
  const next = await round.start(home);
  await round.check(next);
  await finish(next, database);
  await round.check(next);
  await next.kill();
  return 1;
}

/** Makes a folder read-only; tries again while a file there is open for writing. */
async function makeReadOnly(folder: string): Promise<void> {
  for (let tries = 0; ; tries++, await sleep(5)) {
    try {
      return void execFileSync('mount', ['-o', 'remount,ro,bind', folder], { stdio: 'ignore' });
    } catch (error) {
      if (tries > 200) throw error;
    }
  }
}

/** Fills a disk to its last byte. */
function fill(disk: string, file: string): void {
  const handle = openSync(file, 'a');
  const piece = Buffer.alloc(65_536);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(disk);
      if (bavail === 0) return;
      writeSync(handle, piece, 0, Math.min(piece.length, bavail * bsize));
    }
  } catch {
    // The station may have taken the last page.
  } finally {
    closeSync(handle);
  }
}
