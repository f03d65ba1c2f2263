import type { Database } from 'better-sqlite3';
import { station } from './migrations/0001-station.ts';
import { choices } from './migrations/0002-choices.ts';

/** One step of the database's schema, run once in a transaction of its own. */
export interface Migration {
  /** `user_version` after it; counts up by one. */
  readonly version: number;
  readonly name: string;
  readonly up: (database: Database) => void;
}

/** Every migration, oldest first. A published one never changes. */
export const migrations: readonly Migration[] = [station, choices];
