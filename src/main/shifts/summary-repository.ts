import { z } from 'zod';
import { shiftSummarySchema } from '../../shared/contract/shifts.ts';
import type { ShiftSummary } from '../../shared/contract/shifts.ts';
import { noOutcomes, notInspected, outcomes } from '../../shared/domain/outcome.ts';
import { triggerKindSchema } from '../../shared/domain/triggers.ts';
import { countedAs, sourceKindSchema } from '../../shared/domain/source-kinds.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

const countRow = z.object({
  productId: z.string(),
  productName: z.string(),
  kind: sourceKindSchema,
  trigger: triggerKindSchema,
  verdict: z.enum(outcomes),
  count: z.number(),
});
const { pauses: pauseRows, alarms: alarmRows } = shiftSummarySchema.shape;

/** Counts, pauses and alarms of a shift, from the log. */
export type ReadShift = (shiftId: number) => Pick<ShiftSummary, 'products' | 'pauses' | 'alarms'>;

export function createShiftReader(database: StationDatabase): ReadShift {
  const counts = database.prepare(
    `WITH seen AS (
       SELECT session_id, verdict, count(*) AS count FROM inspections
         WHERE session_id IN (SELECT id FROM sessions WHERE shift_id = @shiftId) GROUP BY session_id, verdict
       UNION ALL
       SELECT session_id, '${notInspected}', count(*) FROM uninspected_parts
         WHERE session_id IN (SELECT id FROM sessions WHERE shift_id = @shiftId) GROUP BY session_id)
     SELECT s.product_id AS productId, p.name AS productName, s.source ->> 'kind' AS kind, s.trigger_kind AS trigger, i.verdict, i.count
     FROM seen i JOIN sessions s ON s.id = i.session_id JOIN products p ON p.id = s.product_id
     ORDER BY s.started_at, s.id`,
  );
  const pauses = database.prepare(
    `SELECT p.name AS productName, a.reason, a.paused_by AS pausedBy, a.paused_at AS pausedAt,
       a.resumed_at AS resumedAt
     FROM pauses a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE s.shift_id = ? ORDER BY a.id`,
  );
  const alarms = database.prepare(
    `SELECT p.name AS productName, a.alarm_after AS alarmAfter, a.silent_seconds AS silentSeconds, a.raised_at AS raisedAt,
       a.acknowledged_by AS acknowledgedBy, a.acknowledged_at AS acknowledgedAt
     FROM alarms a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE s.shift_id = ? ORDER BY a.id`,
  );
  return (shiftId) => {
    const products = new Map<string, ShiftSummary['products'][number]>();
    for (const { productId, productName, kind, trigger, verdict, count } of allRows(countRow, counts, {
      shiftId,
    })) {
      const product = products.get(productId) ?? {
        ...{ productId, productName },
        ...{ parts: { ...noOutcomes }, frames: { ...noOutcomes } },
      };
      product[countedAs(kind, trigger)][verdict] += count;
      products.set(productId, product);
    }
    return {
      products: [...products.values()],
      pauses: allRows(pauseRows.element, pauses, shiftId),
      alarms: allRows(alarmRows.element, alarms, shiftId),
    };
  };
}
