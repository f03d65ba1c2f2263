import { z } from 'zod';
import { linkRoleSchema } from '../../shared/contract/access.ts';
import type { AccessLink } from '../../shared/contract/access.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, insertedId, oneRow } from '../database/rows.ts';

export type NewLinkRow = Pick<AccessLink, 'name' | 'role' | 'createdBy' | 'createdAt' | 'expiresAt'> & {
  readonly tokenSha256: string;
  /** The link through which its maker came; null without one. */
  readonly madeByLink: number | null;
};

const idRow = z.object({ id: z.number() });

const linkRow: z.ZodType<AccessLink> = z.object({
  id: z.number(),
  name: z.string(),
  role: linkRoleSchema,
  createdBy: z.string(),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
});

const columns = `id, name, role, created_by AS createdBy, created_at AS createdAt, expires_at AS expiresAt,
  last_used_at AS lastUsedAt, revoked_at AS revokedAt`;

export type AccessRepository = ReturnType<typeof createAccessRepository>;

/** The rows of access links. */
export function createAccessRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO access_links (name, role, token_sha256, created_by, created_at, expires_at, made_by_link)
     VALUES (@name, @role, @tokenSha256, @createdBy, @createdAt, @expiresAt, @madeByLink)`,
  );
  const all = database.prepare(`SELECT ${columns} FROM access_links ORDER BY id DESC`);
  const byId = database.prepare(`SELECT ${columns} FROM access_links WHERE id = ?`);
  const byToken = database.prepare(`SELECT ${columns} FROM access_links WHERE token_sha256 = ?`);
  const revoke = database.prepare(
    'UPDATE access_links SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const madeByUser = database.prepare(
    'SELECT id FROM access_links WHERE created_by = ? AND made_by_link IS NULL ORDER BY id',
  );
  const withMade = database.prepare(
    `WITH RECURSIVE made (id) AS (
       SELECT ? UNION SELECT l.id FROM access_links l JOIN made m ON l.made_by_link = m.id
     )
     SELECT l.id FROM access_links l JOIN made m ON m.id = l.id WHERE l.revoked_at IS NULL ORDER BY l.id`,
  );
  const use = database.prepare('UPDATE access_links SET last_used_at = ? WHERE id = ?');
  return {
    insert: (row: NewLinkRow): number => insertedId(insert.run(row)),
    all: (): AccessLink[] => allRows(linkRow, all),
    find: (id: number): AccessLink | null => oneRow(linkRow, byId, id),
    findByToken: (sha256: string): AccessLink | null => oneRow(linkRow, byToken, sha256),
    /** Ends a link and those made through it. @returns those that had not ended before */
    revoke: database.transaction((id: number, at: number): number[] => {
      const ids = allRows(idRow, withMade, id).map((row) => row.id);
      for (const one of ids) revoke.run(at, one);
      return ids;
    }),
    /** Returns the links that a user made without having come through one. */
    madeByUser: (name: string): number[] => allRows(idRow, madeByUser, name).map(({ id }) => id),
    use: (id: number, at: number): void => void use.run(at, id),
  };
}
