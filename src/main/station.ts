import Sqlite from 'better-sqlite3';
import { createApi } from './api/create-api.ts';
import { refuseUnfinishedRestore } from './backup/unfinished-restore.ts';
import { busyTimeoutMs } from './database/database-busy.ts';
import { startCheckpoints, type Checkpoints } from './database/checkpoints.ts';
import { databaseFailure } from './database/database-failure.ts';
import { openDatabase } from './database/open-database.ts';
import type { StationDatabase } from './database/open-database.ts';
import { lockStation } from './database/station-lock.ts';
import type { StationLock } from './database/station-lock.ts';
import { makePrivateFolder } from './files/make-folder.ts';
import { leaveRoomForLine } from './images/decode-turns.ts';
import type { ServedStation } from './host/served-station.ts';
import { onBehalfOfTheLine, type LineCommands } from './line/line-commands.ts';
import type { PlantHost } from './plant-host/plant-host.ts';
import { plantZone } from './plant-host/plant-zone.ts';
import { createMediaReader } from './router/media.ts';
import { createRouter } from './router/router.ts';
import type { StationRouter } from './router/router.ts';
import { endServices, startServices } from './station/start-services.ts';
import { giveUpReserve, isFull } from './station/reserve-file.ts';
import { keepLog } from './station/keep-log.ts';
import { stationPaths } from './station/paths.ts';
import type { StationPaths } from './station/paths.ts';
import { buildServices } from './services/build-services.ts';
import type { PlantOptions, StationOptions } from './station/station-options.ts';
import { createUpdateUploads } from './update/uploads.ts';

export type { StationOptions };

export interface Station extends ServedStation {
  readonly router: StationRouter;
  /** The requests that controllers, brokers and programs may make. */
  readonly line: LineCommands;
  readonly paths: StationPaths;
  /** Ends sessions, jobs and workers, then closes the database; the log is complete when it resolves. */
  close(): Promise<void>;
}

/**
 * Opens the station: takes the home folder for itself, opens the database, builds the services, clears up what a
 * crash had left. It also starts while another program holds the database for writing; the clearing up waits then.
 *
 * @throws StationError DATABASE_LOCKED, DATABASE_TOO_NEW, CORRUPT_FILE, NO_PERMISSION, DISK_FULL
 */
export async function openStation(options: StationOptions): Promise<Station> {
  leaveRoomForLine();
  const paths = stationPaths(options.home);
  if (makePrivateFolder(paths.home)) {
    options.notice?.(
      `“${paths.home}” was open to other users of this machine; it is the station’s user’s alone now.`,
    );
  }
  const { lock, gaveUpReserve } = lockEvenIfFull(paths);
  try {
    refuseUnfinishedRestore(paths.home);
    let unchecked = false;
    const database = openDatabase(paths.database, {
      backups: paths.backups,
      onUnchecked: () => void (unchecked = true),
    });
    // The start may wait long for a database that another program holds; the line must not.
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    const checkpoints = startCheckpoints(database, (error) => options.report(error, 'database'));
    try {
      const opened = { database, checkpoints, lock };
      return await startStation(options, paths, opened, { unchecked, gaveUpReserve });
    } catch (error) {
      await checkpoints.close();
      database.close();
      throw error instanceof Sqlite.SqliteError ? databaseFailure(error, paths.database) : error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Locks the home. On a full disk there is no room for the lock either, so the reserve file is deleted first. */
function lockEvenIfFull({ lock, reserve, home }: StationPaths): {
  lock: StationLock;
  gaveUpReserve: boolean;
} {
  const gaveUpReserve = isFull(home) && giveUpReserve(reserve) > 0;
  return { lock: lockStation(lock), gaveUpReserve };
}

interface Opened {
  readonly database: StationDatabase;
  readonly checkpoints: Checkpoints;
  readonly lock: StationLock;
}

async function startStation(
  given: StationOptions,
  paths: StationPaths,
  { database, checkpoints, lock }: Opened,
  found: { readonly unchecked: boolean; readonly gaveUpReserve: boolean },
): Promise<Station> {
  const { log, options, follow } = keepLog(given, paths);
  const services = buildServices(options, paths, database);
  follow(services);
  const plantHost =
    options.plant === undefined ? null : await openPlantHost(options.plant, options, paths, services);
  const updateUploads = createUpdateUploads({ home: paths.home, sessions: services.inspection.sessions });
  const api = createApi(services, database, { ...options, file: paths.database });
  await startServices(services, () => services.outputs.start(onBehalfOfTheLine(services.lineCommands)));
  if (found.unchecked) services.databaseCheck.start();
  services.disk.start(found.gaveUpReserve);
  plantHost?.start();
  return {
    router: createRouter(
      { ...services, plantHost, updateUploads },
      { database: paths.database, report: options.report },
    ),
    live: services.inspection.live,
    line: services.lineCommands,
    readMedia: createMediaReader(services),
    access: services.access,
    seats: { ...services.signIns, provider: services.providerSignIns },
    api,
    paths,
    async close() {
      api.close();
      await plantHost?.close();
      await endServices(services);
      await checkpoints.close();
      database.close();
      log.close();
      lock.release();
    },
  };
}

/** Imports the plant host only when asked for: its libraries would lengthen each station's start by a tenth. */
async function openPlantHost(
  options: PlantOptions,
  { report, notice }: StationOptions,
  { home }: StationPaths,
  { models, products, changes, settings }: ReturnType<typeof buildServices>,
): Promise<PlantHost> {
  const { createPlantHost } = await import('./plant-host/plant-host.ts');
  return createPlantHost({
    home,
    options,
    report,
    notice,
    changes,
    models: {
      exportTo: models.exportTo,
      describe(id) {
        const { productId, graphSha256 } = models.get(id);
        return { product: products.get(productId).name, graphSha256 };
      },
    },
    name: () => settings.current()['station.name'],
    timeZone: () => plantZone(settings.current()),
  });
}
