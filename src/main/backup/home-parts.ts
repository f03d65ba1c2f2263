import { basename, relative } from 'node:path';
import { plantPaths } from '../station/plant-paths.ts';
import { stationPaths } from '../station/paths.ts';

/** The home's folder of passwords and keys. */
export const secretsFolder = 'secrets';
/** The folder into which a restore moves the files that it replaces. */
export const replacedFolder = 'replaced';
/** The folder of a running restore; while it exists, no station starts. */
export const restoringFolder = 'restore.part';

const names = stationPaths('/home-of-a-station');
/** Names that a backup leaves out: the station makes them anew, or they belong to the machine and not to the station. */
const madeAnew: ReadonlySet<string> = new Set([
  ...[
    names.lock,
    names.reserve,
    names.thumbnails,
    names.jobs,
    names.sample,
    names.backups,
    names.exports,
    names.updates,
  ].map((path) => basename(path)),
  ...[names.tuning, names.frameTimes, names.logs].map((path) => basename(path)),
  ...[replacedFolder, restoringFolder],
]);

const plant = plantPaths(names.home);
/**
 * A plant host's folders that a backup leaves out: they are written all the time, so no copy would be whole. The plant's log is backed up
 * while the host is stopped, or with its own database; unread messages stay at the NATS server.
 */
export const plantsOwn: readonly string[] = [plant.log, plant.streams].map((path) =>
  relative(names.home, path),
);
/**
 * Keys of a plant host that a restore leaves where they are unless the backup has them: with another certificate than the one in their
 * token, stations refuse the host.
 */
export const plantsKeys: readonly string[] = [plant.key, names.ownCertificate].map((path) =>
  relative(names.home, path),
);

/**
 * Names that are copied before the database: the log's journal with its unreadable and refused rows, and the audit trail's signed heads,
 * which must not be newer than the copied trail.
 */
const beforeDatabase = /^(?:log-journal(?:\..+)?|audit-heads\.jsonl)$/;

/** How a backup treats a file or folder of the home. */
export type HomePart = 'keep' | 'first' | 'database' | 'secret' | 'leave';

/**
 * Returns how a backup treats a name directly in the home folder. Unknown names are kept.
 *
 * @param name name of a file or folder in the home
 */
export function homePart(name: string): HomePart {
  if (name === 'station.db') return 'database';
  if (name === secretsFolder) return 'secret';
  if (madeAnew.has(name) || /^station\.(?:db|lock)-(?:wal|shm|journal)$/.test(name)) return 'leave';
  if (isUnfinished(name)) return 'leave';
  return beforeDatabase.test(name) ? 'first' : 'keep';
}

/** Tells whether a crash left the file half written. */
export function isUnfinished(name: string): boolean {
  return /\.part(?:-journal|-wal|-shm)?$/.test(name);
}
