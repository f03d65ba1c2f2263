import type { Finding } from '../../shared/contract/diagnosis.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { StationPaths } from '../station/paths.ts';

/** What is looked at. */
export interface Subject {
  readonly paths: StationPaths;
  /** The program's version. */
  readonly version: string;
  /** A connection that only reads. @throws DatabaseNeededError where this version cannot read it */
  readonly database: () => StationDatabase;
}

/** Finds out how one thing stands, and changes nothing. */
export type Check = (subject: Subject) => readonly Finding[] | Promise<readonly Finding[]>;

/** What a check reads stands in a database that is missing, damaged or of another version. */
export class DatabaseNeededError extends Error {}
