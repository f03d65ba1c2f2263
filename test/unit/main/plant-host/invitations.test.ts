import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  invite,
  invitedStations,
  removeStation,
  writeReach,
} from '../../../../src/main/plant-host/invitations.ts';
import { openPlantLog } from '../../../../src/main/plant-host/log/open-log.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { holdByProcess } from '../../../support/hold-database.ts';
import { partOf } from '../../../support/plant/messages.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

test('while another process invites a station nobody else does: no number is given twice, and nothing is written over', async () => {
  const paths = plantPaths(temporaryFolder());
  writeReach(paths, { plant: 'Works', servers: ['nats://127.0.0.1:4222'], authority: null });
  expect(invite(paths, 'Line 1').station).toBe(1);
  mkdirSync(dirname(paths.stationsLock), { recursive: true });
  const release = await holdByProcess(paths.stationsLock);
  expect(await failureOf(() => invite(paths, 'Line 2'))).toMatchObject({ code: 'DATABASE_LOCKED' });
  expect(await failureOf(() => removeStation(paths, 1))).toMatchObject({ code: 'DATABASE_LOCKED' });
  await release();
  expect(invite(paths, 'Line 2').station).toBe(2);
  expect(removeStation(paths, 1).name).toBe('Line 1');
  expect(invitedStations(paths).map(({ station, removedAt }) => [station, removedAt === null])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test('a list that was put back from a backup gives no number again that the log knows', async () => {
  const paths = plantPaths(temporaryFolder());
  writeReach(paths, { plant: 'Works', servers: ['nats://127.0.0.1:4222'], authority: null });
  invite(paths, 'Line 1');
  const backedUp = readFileSync(paths.stations);
  const { station } = invite(paths, 'Line 2');
  const first = await openPlantLog({ database: null }, paths);
  const told = { ...partOf(station, 1), stream: 'LOUPE_PARTS', sequence: 1 };
  await first.ingest.add({ parts: [told], entries: [], decisions: [], refused: [] });
  await first.close();
  writeFileSync(paths.stations, backedUp);
  const again = await openPlantLog({ database: null }, paths);
  onTestFinished(() => again.close());
  expect(invite(paths, 'Line 3').station).toBe(station + 1);
});
