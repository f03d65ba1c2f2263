import type { CheckResult } from '../../shared/contract/diagnosis.ts';
import type { DiagnosisCheck } from '../../shared/domain/diagnosis.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { stationPaths } from '../station/paths.ts';
import { checkBackup } from './checks/backup.ts';
import { checkCameras } from './checks/cameras.ts';
import { checkClock } from './checks/clock.ts';
import { checkDatabase } from './checks/database.ts';
import { checkDisk } from './checks/disk.ts';
import { checkHome } from './checks/home.ts';
import { checkInference } from './checks/inference.ts';
import { checkModels } from './checks/models.ts';
import { checkOutputs } from './checks/outputs.ts';
import { checkTraining } from './checks/training.ts';
import { checkTrail } from './checks/trail.ts';
import { checkVersions } from './checks/versions.ts';
import { checkResult, finding } from './finding.ts';
import { openReadOnlyIfCurrent } from './read-only-database.ts';
import { DatabaseNeededError, type Check } from './subject.ts';

const checks: Readonly<Record<DiagnosisCheck, Check>> = {
  home: checkHome,
  disk: checkDisk,
  database: checkDatabase,
  versions: checkVersions,
  clock: checkClock,
  inference: checkInference,
  training: checkTraining,
  cameras: checkCameras,
  outputs: checkOutputs,
  backup: checkBackup,
  models: checkModels,
  trail: checkTrail,
};

/** Runs one check. Never rejects: a failing check becomes a finding. */
export async function makeCheck(
  check: DiagnosisCheck,
  { home, version }: { readonly home: string; readonly version: string },
): Promise<CheckResult> {
  const paths = stationPaths(home);
  const opened: StationDatabase[] = [];
  const database = (): StationDatabase => {
    const [known] = opened;
    if (known !== undefined) return known;
    const fresh = openReadOnlyIfCurrent(paths.database);
    opened.push(fresh);
    return fresh;
  };
  try {
    return checkResult(check, await checks[check]({ paths, version, database }));
  } catch (error) {
    const kind = error instanceof DatabaseNeededError ? 'databaseNeeded' : 'notMade';
    return checkResult(check, [finding(kind, kind === 'notMade' ? { said: messageOf(error) } : {})]);
  } finally {
    for (const one of opened) one.close();
  }
}
