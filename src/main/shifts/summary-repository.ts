import { z } from 'zod';
import { shiftSummarySchema } from '../../shared/contract/shifts.ts';
import type { ShiftSummary } from '../../shared/contract/shifts.ts';
import { recordOf } from '../../shared/domain/keys.ts';
import { noOutcomes, outcomes } from '../../shared/domain/outcome.ts';
import { triggerKindSchema } from '../../shared/domain/triggers.ts';
import { countedAs, sourceKindSchema } from '../../shared/domain/source-kinds.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';
import { countColumn } from '../counts/parts-repository.ts';
import { wholeSession } from '../counts/quarters.ts';

const countRow = z.object({
  productId: z.string(),
  productName: z.string(),
  kind: sourceKindSchema,
  trigger: triggerKindSchema,
  groupName: z.string().nullable(),
  ...recordOf(outcomes, () => z.number()),
});
const groupedRow = countRow
  .pick({ productId: true, productName: true })
  .extend({ verdict: z.enum(outcomes), count: z.number() });
const { pauses: pauseRows, alarms: alarmRows } = shiftSummarySchema.shape;

/** Reads the counts, pauses and alarms of a shift from the log. */
export type ReadShift = (shiftId: number) => Pick<ShiftSummary, 'products' | 'pauses' | 'alarms'>;

export function createShiftReader(database: StationDatabase): ReadShift {
  const counts = database.prepare(
    `SELECT s.product_id AS productId, p.name AS productName, s.source ->> 'kind' AS kind, s.trigger_kind AS trigger,
       s.group_name AS groupName, ${outcomes.map((outcome) => `c.${countColumn(outcome)} AS "${outcome}"`).join(', ')}
     FROM sessions s CROSS JOIN products p ON p.id = s.product_id
     CROSS JOIN part_counts c ON c.session_id = s.id AND c.quarter = ${wholeSession}
     WHERE s.shift_id = @shiftId ORDER BY s.started_at, s.id`,
  );
  // Each part inspected by a group of lanes counts once per product, regardless of the lanes that saw it.
  const groupedCounts = database.prepare(
    `SELECT t.id AS productId, t.name AS productName, c.verdict, sum(c.count) AS count
     FROM (SELECT s.product_id, m.set_id, min(s.started_at) AS started_at FROM sessions s
           CROSS JOIN session_set_members m ON m.session_id = s.id
           WHERE s.shift_id = @shiftId AND s.group_name IS NOT NULL GROUP BY 1, 2) seen
     CROSS JOIN products t ON t.id = seen.product_id
     CROSS JOIN grouped_counts c ON c.set_id = seen.set_id AND c.quarter = ${wholeSession}
     GROUP BY t.id, c.verdict ORDER BY min(seen.started_at), t.id`,
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
    function productOf(productId: string, productName: string): ShiftSummary['products'][number] {
      const product = products.get(productId) ?? {
        productId,
        productName,
        parts: { ...noOutcomes },
        frames: { ...noOutcomes },
      };
      products.set(productId, product);
      return product;
    }
    for (const row of allRows(countRow, counts, { shiftId })) {
      const seen = countedAs(row.kind, row.trigger);
      // Views by groups are counted below, each part once.
      if (seen === 'parts' && row.groupName !== null) continue;
      const counted = productOf(row.productId, row.productName)[seen];
      for (const outcome of outcomes) counted[outcome] += row[outcome];
    }
    for (const row of allRows(groupedRow, groupedCounts, { shiftId })) {
      productOf(row.productId, row.productName).parts[row.verdict] += row.count;
    }
    return {
      products: [...products.values()],
      pauses: allRows(pauseRows.element, pauses, shiftId),
      alarms: allRows(alarmRows.element, alarms, shiftId),
    };
  };
}
