import { z } from 'zod';
import type { Membership } from '../../shared/plant/membership.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, insertedId, jsonColumn, oneRow } from '../database/rows.ts';
import type { Cursors } from './protocol.ts';
import { isSameMembership } from './same-membership.ts';

const membershipRow = z.object({
  id: z.number(),
  plant: z.string(),
  station: z.number(),
  servers: jsonColumn(z.array(z.string())),
  invitation: z.string(),
  /** What tells the plant from others of its name; null if it is not known. */
  identity: z.string().nullable(),
  joinedBy: z.string(),
  joinedAt: z.number(),
  leftAt: z.number().nullable(),
});
export type MembershipRow = z.infer<typeof membershipRow>;

const cursorRow = z.object({ source: z.string(), position: z.number() });

/** The tables that are sent to the plant, by the names of their cursors. */
const travelling = {
  inspections: 'inspections',
  uninspected: 'uninspected_parts',
  entries: 'log_entries',
  decisions: 'decisions',
} as const;

export type MembershipsRepository = ReturnType<typeof createMembershipsRepository>;

/** The rows of the station's memberships, and the cursors: how far its log was sent. */
export function createMembershipsRepository(database: StationDatabase) {
  const columns = `id, plant, station, servers, invitation, identity, joined_by AS joinedBy, joined_at AS joinedAt, left_at AS leftAt`;
  const current = database.prepare(`SELECT ${columns} FROM plant_memberships WHERE left_at IS NULL`);
  const latestFirst = database.prepare(`SELECT ${columns} FROM plant_memberships ORDER BY id DESC`);
  const insert = database.prepare(
    `INSERT INTO plant_memberships (plant, station, servers, invitation, identity, joined_by, joined_at)
     VALUES (@plant, @station, @servers, @invitation, @identity, @joinedBy, @joinedAt)`,
  );
  const leave = database.prepare(
    'UPDATE plant_memberships SET left_by = @by, left_at = @at WHERE left_at IS NULL',
  );
  const cursors = database.prepare('SELECT source, position FROM plant_cursors');
  const clearCursors = database.prepare('DELETE FROM plant_cursors');
  const setCursor = database.prepare(
    `INSERT INTO plant_cursors VALUES (@source, @position)
     ON CONFLICT (source) DO UPDATE SET position = max(position, excluded.position)`,
  );
  const ends = Object.entries(travelling).map(([source, table]) => ({
    source,
    newest: database.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`),
  }));
  const clearGrouped = database.prepare('DELETE FROM plant_grouped_parts');
  const orderGrouped = database.prepare(
    'INSERT INTO plant_grouped_parts (part_number) SELECT number FROM parts ORDER BY number',
  );
  const forgetGrouped = database.prepare('DELETE FROM plant_grouped_parts WHERE id < ?');

  const positions = (): Cursors =>
    Object.fromEntries(allRows(cursorRow, cursors).map(({ source, position }) => [source, position]));

  return {
    /** The current membership; null if there is none. */
    current: (): MembershipRow | null => oneRow(membershipRow, current),

    /** When the station left the plant that it was in before its present one, milliseconds since 1970; null if it was in no other. */
    leftOther(): number | null {
      const all = allRows(membershipRow, latestFirst);
      const other = all.find((one, index) => !isSameMembership(one, all[index - 1] ?? one));
      return other?.leftAt ?? null;
    },

    /**
     * Records a new membership. If the station rejoins its last plant, sending goes on where it stopped.
     *
     * @param wholeLog true to send the earlier log as well
     */
    join: database.transaction(
      (
        { plant, station, servers, invitation, identity }: Membership,
        by: string,
        at: number,
        wholeLog: boolean,
      ): number => {
        const [before] = allRows(membershipRow, latestFirst);
        const isSame = before !== undefined && isSameMembership(before, { plant, station, identity });
        const goesOn = isSame && !wholeLog;
        leave.run({ by, at });
        const id = insertedId(
          insert.run({
            plant,
            station,
            servers: JSON.stringify(servers),
            invitation,
            identity,
            joinedBy: by,
            joinedAt: at,
          }),
        );
        if (goesOn) return id;
        clearCursors.run();
        clearGrouped.run();
        if (wholeLog) orderGrouped.run();
        else for (const { source, newest } of ends) setCursor.run({ source, position: countOf(newest) });
        return id;
      },
    ),

    /** @returns false if the station was in no plant */
    leave: (by: string, at: number): boolean => leave.run({ by, at }).changes > 0,

    cursors: positions,

    /** Sets how far tables were sent; a cursor never goes back. */
    setCursors: database.transaction((moved: Cursors): void => {
      for (const [source, position] of Object.entries(moved)) setCursor.run({ source, position });
      const grouped = moved['grouped'];
      // The last row stays, so that later numbers continue behind it.
      if (grouped !== undefined) forgetGrouped.run(grouped);
    }),
  };
}
