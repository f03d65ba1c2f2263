import type { Finding } from '../../shared/contract/diagnosis.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { StationPaths } from '../station/paths.ts';

/** The home that a diagnosis checks. */
export interface Subject {
  readonly paths: StationPaths;
  /** The program's version. */
  readonly version: string;
  /** Opens a read-only connection. @throws DatabaseNeededError if this version cannot read the database */
  readonly database: () => StationDatabase;
}

/** Examines one aspect of the station without changing anything. */
export type Check = (subject: Subject) => readonly Finding[] | Promise<readonly Finding[]>;

/** A check needs the database, which is missing, damaged or of another version. */
export class DatabaseNeededError extends Error {}
