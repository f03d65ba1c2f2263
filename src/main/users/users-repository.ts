import { z } from 'zod';
import { personSchema } from '../../shared/contract/people.ts';
import { looksLike } from '../../shared/domain/visible-text.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, flagColumn, insertedId, oneRow } from '../database/rows.ts';

const userRow = personSchema.extend({
  hasBadge: flagColumn,
  secretHash: z.string(),
  /** Changes when PIN, badge or role change, so that the person must sign in again. */
  version: z.string(),
});
export type UserRow = z.infer<typeof userRow>;

export interface NewUserRow {
  readonly name: string;
  readonly role: string;
  readonly secretHash: string;
  readonly createdBy: string;
  readonly at: number;
}

const columns = `id, name, role, badge_hash IS NOT NULL AS hasBadge, created_by AS createdBy, created_at AS createdAt,
  secret_hash AS secretHash, role || ' ' || secret_set_at || ' ' || coalesce(badge_set_at, '') AS version`;

export type UsersRepository = ReturnType<typeof createUsersRepository>;

/** The rows of users; removed users are not found. */
export function createUsersRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO users (name, role, secret_hash, secret_set_at, created_by, created_at)
     VALUES (@name, @role, @secretHash, @at, @createdBy, @at)`,
  );
  const present = `FROM users WHERE removed_at IS NULL`;
  const all = database.prepare(`SELECT ${columns} ${present} ORDER BY name COLLATE NOCASE`);
  const byId = database.prepare(`SELECT ${columns} ${present} AND id = ?`);
  const byName = database.prepare(`SELECT ${columns} ${present} AND name = ? COLLATE NOCASE`);
  const byBadge = database.prepare(`SELECT ${columns} ${present} AND badge_hash = ?`);
  const others = database.prepare(`SELECT count(*) ${present} AND role = 'administrator' AND id <> ?`);
  const setRole = database.prepare('UPDATE users SET role = ? WHERE id = ?');
  const setSecret = database.prepare('UPDATE users SET secret_hash = ?, secret_set_at = ? WHERE id = ?');
  const setBadge = database.prepare('UPDATE users SET badge_hash = ?, badge_set_at = ? WHERE id = ?');
  const remove = database.prepare('UPDATE users SET removed_at = ? WHERE id = ?');
  return {
    insert: (row: NewUserRow): number => insertedId(insert.run(row)),
    all: (): UserRow[] => allRows(userRow, all),
    find: (id: number): UserRow | null => oneRow(userRow, byId, id),
    findByName: (name: string): UserRow | null => oneRow(userRow, byName, name),
    findByBadge: (hash: string): UserRow | null => oneRow(userRow, byBadge, hash),
    /** Counts the other administrators. */
    otherAdministrators: (id: number): number => countOf(others, id),
    setRole: (id: number, role: string): void => void setRole.run(role, id),
    setSecret: (id: number, hash: string, at: number): void => void setSecret.run(hash, at, id),
    setBadge: (id: number, hash: string | null, at: number): void => void setBadge.run(hash, at, id),
    remove: (id: number, at: number): void => void remove.run(at, id),
    /** Runs a function in a transaction, so that nobody writes between its reads and its writes. */
    together: <Result>(run: () => Result): Result => database.transaction(run).immediate(),
  };
}

/** Tells whether a name looks like that of a user. */
export function isNameOfUser(rows: Pick<UsersRepository, 'all'>): (name: string) => boolean {
  return (name) => rows.all().some((one) => looksLike(name, one.name));
}
