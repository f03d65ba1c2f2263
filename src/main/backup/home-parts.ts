import { basename, relative } from 'node:path';
import { plantPaths } from '../station/plant-paths.ts';
import { stationPaths } from '../station/paths.ts';

/** The folder of the home in which passwords and keys lie. */
export const secretsFolder = 'secrets';
/** Where a restore puts what it replaces. */
export const replacedFolder = 'replaced';
/** A restore that is under way; while it is there, no station starts. */
export const restoringFolder = 'restore.part';

const names = stationPaths('/home-of-a-station');
/** What a station makes again by itself, or what belongs to the machine and not to the station. */
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
 * What a plant host writes all the time, below its home: no copy of it would be whole. The log is backed up with the host ended, or as the
 * database that it lies in; messages on their way stay at the NATS server.
 */
export const plantsOwn: readonly string[] = [plant.log, plant.streams].map((path) =>
  relative(names.home, path),
);

/**
 * What is copied before the database: the journal of the log, with what it could not read or the database refused, and the signed
 * heads of the audit trail, none of which may be newer than the trail.
 */
const beforeDatabase = /^(?:log-journal(?:\..+)?|audit-heads\.jsonl)$/;

/** What a backup does with something in the home folder. */
export type HomePart = 'keep' | 'first' | 'database' | 'secret' | 'leave';

/**
 * What a backup does with a name directly in the home folder. Names that the station does not know are kept.
 *
 * @param name of a file or folder in the home
 */
export function homePart(name: string): HomePart {
  if (name === 'station.db') return 'database';
  if (name === secretsFolder) return 'secret';
  if (madeAnew.has(name) || /^station\.(?:db|lock)-(?:wal|shm|journal)$/.test(name)) return 'leave';
  if (isUnfinished(name)) return 'leave';
  return beforeDatabase.test(name) ? 'first' : 'keep';
}

/** A file that a crash left half written. */
export function isUnfinished(name: string): boolean {
  return /\.part(?:-journal|-wal|-shm)?$/.test(name);
}
