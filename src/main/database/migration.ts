import type { Database } from 'better-sqlite3';

/** One step of the database's schema, run once in a transaction of its own. */
export interface Migration {
  /** `user_version` after it; counts up by one. */
  readonly version: number;
  readonly name: string;
  readonly up: (database: Database) => void;
}
