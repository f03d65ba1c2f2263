import { z } from 'zod';
import { pauseSchema, type Pause } from '../../shared/contract/inspection.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { stationTime } from '../station/clock.ts';

const idRow = z.object({ id: z.string() });

/** The pauses of sessions as rows. A session has at most one open pause. */
export interface PauseRepository {
  /** Begins a pause; sets the reason of an open one, if a reason is given. */
  begin(sessionId: string, reason: string | null, pausedBy: string, now?: number): void;
  /** Ends the open pause, if there is one. */
  end(sessionId: string, now: number): void;
  /** The open pause; null while the session runs. */
  open(sessionId: string): Pause | null;
  /** Returns the sessions with an open pause. */
  paused(): string[];
  /**
   * Ends open pauses left in these sessions by a crashed station. Call it after the sessions themselves were
   * recovered.
   */
  endOrphans(sessionIds: readonly string[]): void;
}

export function createPauseRepository(database: StationDatabase): PauseRepository {
  const begin = database.prepare(
    `INSERT INTO pauses (session_id, reason, paused_by, paused_at) VALUES (@sessionId, @reason, @pausedBy, @now)
     ON CONFLICT (session_id) WHERE resumed_at IS NULL DO UPDATE SET reason = coalesce(excluded.reason, reason)`,
  );
  const end = database.prepare(
    `UPDATE pauses SET resumed_at = max(@now, paused_at) WHERE session_id = @sessionId AND resumed_at IS NULL`,
  );
  const open = database.prepare(
    `SELECT reason, paused_by AS pausedBy, paused_at AS pausedAt FROM pauses
     WHERE session_id = ? AND resumed_at IS NULL`,
  );
  const endAll = database.prepare(
    `UPDATE pauses SET resumed_at = max(paused_at, coalesce(
       (SELECT ended_at FROM sessions WHERE id = pauses.session_id), paused_at))
     WHERE resumed_at IS NULL AND session_id IN (SELECT value FROM json_each(?))`,
  );
  const paused = database.prepare('SELECT session_id AS id FROM pauses WHERE resumed_at IS NULL');
  const row: z.ZodType<Pause> = pauseSchema;
  return {
    begin: (sessionId, reason, pausedBy, now = stationTime()) =>
      void begin.run({ sessionId, reason, pausedBy, now }),
    end: (sessionId, now) => void end.run({ sessionId, now }),
    open: (sessionId) => oneRow(row, open, sessionId),
    paused: () => allRows(idRow, paused).map(({ id }) => id),
    endOrphans: (sessionIds) => void endAll.run(JSON.stringify(sessionIds)),
  };
}
