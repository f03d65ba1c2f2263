import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { LimitsMadeOn } from '../../../../src/shared/domain/limits-made-on.ts';
import { createPatientWriter } from '../../../../src/main/database/patient-writer.ts';
import { createLimitsOriginRepository } from '../../../../src/main/inspection/limits-origin-repository.ts';
import { createLimitsWatch } from '../../../../src/main/inspection/limits-watch.ts';
import { patientLimitsOrigins } from '../../../../src/main/inspection/patient-rows.ts';
import { openLog, watched } from '../../../support/log.ts';

test('limits that were set need not be set again because another program held the database then', async () => {
  const { database, paths, session, thresholds } = openLog();
  const { modelId } = await session('Cookie', watched);
  const limitsId = thresholds.latest(modelId)?.id ?? 0;
  database.pragma('busy_timeout = 20');
  const other = new Sqlite(paths.database);
  onTestFinished(() => void other.close());
  const failures: unknown[] = [];
  const patient = createPatientWriter((error) => void failures.push(error));
  const origins = createLimitsOriginRepository(database);
  const limits = createLimitsWatch(patientLimitsOrigins(origins, patient), () => undefined);
  const madeOn: LimitsMadeOn = { source: watched, width: 48, height: 40, unlike: [] };

  limits.look(limitsId, madeOn);
  other.exec('BEGIN IMMEDIATE');
  limits.note(limitsId);
  limits.look(limitsId, { ...madeOn, width: 480, height: 400 });
  expect(limits.drift).toMatchObject({ madeOn: { width: 48 }, now: { width: 480 } });
  expect(origins.find(limitsId)).toBeNull();

  other.exec('COMMIT');
  patient.close();
  expect(origins.find(limitsId)).toEqual(madeOn);
  expect(failures).toEqual([]);
});
