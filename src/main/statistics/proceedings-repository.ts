import { z } from 'zod';
import { decisionSchema } from '../../shared/contract/log.ts';
import { shiftSchema, shiftSummarySchema } from '../../shared/contract/shifts.ts';
import type { StatisticsFilter } from '../../shared/contract/statistics.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';
import { sessionValues } from './repository.ts';

const { pauses: pauseRows, alarms: alarmRows } = shiftSummarySchema.shape;
const decisionsRow = z.object({ name: z.string(), decision: decisionSchema, entries: z.number() });

/** Events of the line beside its parts, and who decided on parts. */
export interface Proceedings {
  readonly shifts: readonly z.infer<typeof shiftSchema>[];
  readonly pauses: readonly z.infer<typeof pauseRows.element>[];
  readonly alarms: readonly z.infer<typeof alarmRows.element>[];
  /** Latest decisions on entries, by person. */
  readonly decisions: readonly z.infer<typeof decisionsRow>[];
}

export type ProceedingsRepository = ReturnType<typeof createProceedingsRepository>;

/** Reads the proceedings that match a filter: shifts, pauses and alarms that overlap its time, and decisions on entries of its time. */
export function createProceedingsRepository(database: StationDatabase) {
  const ofSessions = `(@productId IS NULL OR s.product_id = @productId) AND (@modelId IS NULL OR s.model_id = @modelId)
    AND (@lane IS NULL OR s.lane = @lane) AND (@shiftId IS NULL OR s.shift_id = @shiftId)
    AND (@source IS NULL OR s.source ->> 'kind' = @source)`;
  const shifts = database.prepare(
    `SELECT id, operator, started_by AS startedBy, started_at AS startedAt, ended_by AS endedBy, ended_at AS endedAt
     FROM shifts WHERE (@shiftId IS NULL OR id = @shiftId) AND started_at < @to AND coalesce(ended_at, @to) >= @from
     ORDER BY id`,
  );
  const pauses = database.prepare(
    `SELECT p.name AS productName, a.reason, a.paused_by AS pausedBy, a.paused_at AS pausedAt, a.resumed_at AS resumedAt
     FROM pauses a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE ${ofSessions} AND a.paused_at < @to AND coalesce(a.resumed_at, @to) >= @from ORDER BY a.id`,
  );
  const alarms = database.prepare(
    `SELECT p.name AS productName, a.alarm_after AS alarmAfter, a.silent_seconds AS silentSeconds, a.raised_at AS raisedAt,
       a.acknowledged_by AS acknowledgedBy, a.acknowledged_at AS acknowledgedAt
     FROM alarms a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE ${ofSessions} AND a.raised_at >= @from AND a.raised_at < @to ORDER BY a.id`,
  );
  const decisions = database.prepare(
    `SELECT d.decided_by AS name, d.decision, count(*) AS entries FROM log_entries e JOIN sessions s ON s.id = e.session_id
     JOIN decisions d ON d.id = (SELECT max(n.id) FROM decisions n WHERE n.entry_id = e.id)
     WHERE ${ofSessions} AND e.captured_at >= @from AND e.captured_at < @to AND e.decision IS NOT NULL
       AND (@cause IS NULL OR e.cause = @cause)
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return {
    read(filter: StatisticsFilter): Proceedings {
      const values = { ...sessionValues(filter), cause: filter.cause ?? null };
      return {
        shifts: allRows(shiftSchema, shifts, values),
        pauses: allRows(pauseRows.element, pauses, values),
        alarms: allRows(alarmRows.element, alarms, values),
        decisions: allRows(decisionsRow, decisions, values),
      };
    },
  };
}
