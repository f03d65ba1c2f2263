import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import {
  invite,
  invitedStations,
  removeStation,
  writeReach,
} from '../../../../src/main/plant-host/invitations.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { holdByProcess } from '../../../support/hold-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

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
