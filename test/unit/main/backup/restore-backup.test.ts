import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreBackup } from '../../../../src/main/backup/restore-backup.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { backupPlaces } from '../../../support/backup-places.ts';
import { testStation } from '../../../support/headless-station.ts';
import { makeSmallProduct } from '../../../support/small-product.ts';

test('a plant’s log outlives a restore that is cut off, once it is run again', async () => {
  const { home, take, restore } = backupPlaces();
  await makeSmallProduct(home);
  const { log, stations } = plantPaths(home);
  mkdirSync(log, { recursive: true });
  writeFileSync(stations, '[]');
  writeFileSync(join(log, 'data'), 'of all stations');
  await take();
  // So far it came: all was put aside, and the first folder moved in.
  const aside = join(home, 'replaced', '2026-11-23T12-00-00-000Z');
  const before = readdirSync(home);
  mkdirSync(aside, { recursive: true });
  for (const name of before) renameSync(join(home, name), join(aside, name));
  mkdirSync(join(home, 'restore.part'));
  mkdirSync(join(home, 'plant'));
  await restore(home, true);
  expect(readFileSync(join(log, 'data'), 'utf8')).toBe('of all stations');
});

test('a restore for which there is no room leaves the home as it was, and its station starts', async () => {
  const { home, folder, take } = backupPlaces();
  await makeSmallProduct(home);
  await take();
  const full = new StationError('DISK_FULL', 'The disk is full');
  const restoring = restoreBackup({ folder, backup: null, home, replace: true }, ({ phase }) => {
    if (phase === 'files') throw full;
  });
  await expect(restoring).rejects.toBe(full);
  expect(existsSync(join(home, 'restore.part'))).toBe(false);
  await testStation(home);
});
