import type { Database } from 'better-sqlite3';

/** One step of the database's schema; runs once, in its own transaction. */
export interface Migration {
  /** `user_version` after the step; one more than before. */
  readonly version: number;
  readonly name: string;
  readonly up: (database: Database) => void;
}
