import { z } from 'zod';
import { shiftSummarySchema } from '../../shared/contract/shifts.ts';
import type { ShiftSummary } from '../../shared/contract/shifts.ts';
import { verdicts } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

const countRow = z.object({
  productId: z.string(),
  productName: z.string(),
  verdict: z.enum(verdicts),
  count: z.number(),
});
const { pauses: pauseRows, alarms: alarmRows } = shiftSummarySchema.shape;

/** Counts, pauses and alarms of a shift, from the log. */
export type ReadShift = (shiftId: number) => Pick<ShiftSummary, 'products' | 'pauses' | 'alarms'>;

export function createShiftReader(database: StationDatabase): ReadShift {
  const counts = database.prepare(
    `SELECT s.product_id AS productId, p.name AS productName, i.verdict, count(*) AS count
     FROM sessions s JOIN products p ON p.id = s.product_id JOIN inspections i ON i.session_id = s.id
     WHERE s.shift_id = ? GROUP BY s.product_id, i.verdict ORDER BY min(s.started_at)`,
  );
  const pauses = database.prepare(
    `SELECT p.name AS productName, a.reason, a.paused_by AS pausedBy, a.paused_at AS pausedAt,
       a.resumed_at AS resumedAt
     FROM pauses a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE s.shift_id = ? ORDER BY a.id`,
  );
  const alarms = database.prepare(
    `SELECT p.name AS productName, a.alarm_after AS alarmAfter, a.raised_at AS raisedAt,
       a.acknowledged_by AS acknowledgedBy, a.acknowledged_at AS acknowledgedAt
     FROM alarms a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE s.shift_id = ? ORDER BY a.id`,
  );
  return (shiftId) => {
    const products = new Map<string, ShiftSummary['products'][number]>();
    for (const { productId, productName, verdict, count } of allRows(countRow, counts, shiftId)) {
      const product = products.get(productId) ?? {
        productId,
        productName,
        counts: { good: 0, review: 0, defect: 0 },
      };
      product.counts[verdict] = count;
      products.set(productId, product);
    }
    return {
      products: [...products.values()],
      pauses: allRows(pauseRows.element, pauses, shiftId),
      alarms: allRows(alarmRows.element, alarms, shiftId),
    };
  };
}
