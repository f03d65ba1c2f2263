import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openAudit } from '../../src/main/audit/open-audit.ts';
import { openDatabase } from '../../src/main/database/open-database.ts';
import { createSettingsRepository } from '../../src/main/settings/repository.ts';
import { createSettingsService } from '../../src/main/settings/service.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Makes a home with an audit trail and a station name that tests change. */
export function auditedHome() {
  const paths = stationPaths(join(temporaryFolder(), 'home'));
  const database = openDatabase(paths.database);
  onTestFinished(() => void database.close());
  const settings = createSettingsService({
    settings: createSettingsRepository(database),
    changes: { publish: () => undefined },
  });
  return {
    paths,
    database,
    audit: openAudit(database, paths),
    /** Sets the station's name to each of these in turn. */
    rename(...names: string[]): void {
      for (const name of names) settings.set({ 'station.name': name }, settings.state().version, singleUser);
    },
    /** Changes the database from outside the station, past all its checks. */
    tamper(sql: string): void {
      const foreign = new Sqlite(paths.database);
      foreign.exec(
        `DROP TRIGGER audit_records_unchanged; DROP TRIGGER audit_records_kept; DROP TRIGGER audit_records_chained; ${sql}`,
      );
      foreign.close();
    },
  };
}
