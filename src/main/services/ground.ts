import { openAudit } from '../audit/open-audit.ts';
import { settingCheck } from '../backup/setting-check.ts';
import { mayWorkLater } from '../database/database-busy.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createPatientWriter } from '../database/patient-writer.ts';
import { backboneFile } from '../host/program-folder.ts';
import { createThumbnails } from '../images/thumbnails.ts';
import { createSettingsRepository } from '../settings/repository.ts';
import { createSettingsService } from '../settings/service.ts';
import { createStationChanges } from '../station/changes.ts';
import type { StationPaths } from '../station/paths.ts';
import type { StationOptions } from '../station/station-options.ts';

export type Ground = ReturnType<typeof buildGround>;

/** Builds what all other services use: the database, the station's settings, the feed of changes, the audit trail. */
export function buildGround(options: StationOptions, paths: StationPaths, database: StationDatabase) {
  const { host, version, resources, report } = options;
  const changes = createStationChanges();
  return {
    options,
    paths,
    database,
    host,
    version,
    report,
    changes,
    settings: createSettingsService({
      settings: createSettingsRepository(database),
      changes,
      check: settingCheck(paths.home),
    }),
    audit: openAudit(database, paths, (error) => report(error, 'audit')),
    thumbnails: createThumbnails(paths.thumbnails),
    backbone: backboneFile(resources),
    patient: createPatientWriter((error) => report(error, 'line')),
    /** Writes for the line, which continues while the disk is full. */
    ofLine: createPatientWriter((error) => report(error, 'line'), mayWorkLater),
  };
}
