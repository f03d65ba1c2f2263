import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { sourceSchema, type Source } from '../../shared/domain/source-kinds.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import { allRows, insertedId, jsonColumn, oneRow } from '../database/rows.ts';
import type { RefusedProvider } from '../inference/provider-protocol.ts';

export interface NewSession {
  readonly id: string;
  readonly productId: string;
  readonly lane: number;
  readonly laneName: string;
  /** The group whose lanes see parts together; null or absent: the lane sees its parts alone. */
  readonly groupName?: string | null;
  readonly trigger: TriggerKind;
  readonly modelId: string;
  readonly source: Source;
  readonly startedAt: number;
  readonly provider: string;
  readonly refusedProviders: readonly RefusedProvider[];
  readonly startedBy: string;
}

const idRow = z.object({ id: z.string() });
const latestRow = z.object({
  /** Rises with each session: clocks may be set back. */
  number: z.number(),
  productId: z.string(),
  source: jsonColumn(sourceSchema),
  startedAt: z.number(),
});
export type LatestSession = z.infer<typeof latestRow>;

/** Sessions as rows, assigned to the present shift: what was inspected when, with which model, by whom. */
export function createSessionRepository(database: Database) {
  const insert = database.prepare(
    `INSERT INTO sessions (id, product_id, model_id, lane, lane_name, group_name, source, trigger_kind, started_at, provider, refused_providers,
       started_by, shift_id)
     VALUES (@id, @productId, @modelId, @lane, @laneName, @groupName, @source, @trigger, @startedAt, @provider, @refusedProviders,
       @startedBy,
       (SELECT id FROM shifts WHERE ended_at IS NULL))`,
  );
  const end = database.prepare(
    `UPDATE sessions SET ended_at = @now, dropped = @dropped WHERE id = @id AND ended_at IS NULL`,
  );
  const endAll = database.prepare(
    `UPDATE sessions SET ended_at = coalesce(
       (SELECT max(captured_at) FROM inspections WHERE session_id = sessions.id), started_at)
     WHERE ended_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
  );
  const open = database.prepare('SELECT id FROM sessions WHERE ended_at IS NULL');
  const latest = database.prepare(
    `SELECT rowid AS number, product_id AS productId, source, started_at AS startedAt FROM sessions
     WHERE lane = ? ORDER BY rowid DESC LIMIT 1`,
  );
  /** By lane: it is asked for with each part, and only this process begins sessions. */
  const known = new Map<number, LatestSession | null>();
  return {
    /** Returns a lane's latest session; null: none yet. */
    latest(lane: number): LatestSession | null {
      const found = known.get(lane);
      if (found !== undefined) return found;
      const row = oneRow(latestRow, latest, lane);
      known.set(lane, row);
      return row;
    },
    insert(session: NewSession): void {
      const { lane, productId, source, startedAt } = session;
      const inserted = insert.run({
        ...session,
        groupName: session.groupName ?? null,
        source: JSON.stringify(sourceSchema.parse(source)),
        refusedProviders: JSON.stringify(session.refusedProviders),
      });
      known.set(lane, { number: insertedId(inserted), productId, source, startedAt });
    },
    end: (id: string, now: number, dropped: number): void => void end.run({ id, now, dropped }),
    /** Returns the sessions that have not ended. */
    open: (): string[] => allRows(idRow, open).map(({ id }) => id),
    /** Ends sessions that a crashed station left open, at the time of their last inspection. */
    endOrphans: (ids: readonly string[]): void => void endAll.run(JSON.stringify(ids)),
  };
}

export type SessionRepository = ReturnType<typeof createSessionRepository>;
