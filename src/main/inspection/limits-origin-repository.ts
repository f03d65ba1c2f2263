import { z } from 'zod';
import { limitsMadeOnSchema, type LimitsMadeOn } from '../../shared/domain/limits-made-on.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { jsonColumn, oneRow } from '../database/rows.ts';

/** The pictures by which limits were set at the line, as rows that are only added. */
export interface LimitsOriginRepository {
  insert(limitsId: number, madeOn: LimitsMadeOn): void;
  /** Null: the limits were not set at the line but came from a training or from test images. */
  find(limitsId: number): LimitsMadeOn | null;
}

export function createLimitsOriginRepository(database: StationDatabase): LimitsOriginRepository {
  const insert = database.prepare(
    `INSERT INTO limits_origins (thresholds_id, made_on) VALUES (@limitsId, @madeOn)
     ON CONFLICT (thresholds_id) DO NOTHING`,
  );
  const find = database.prepare(`SELECT made_on AS madeOn FROM limits_origins WHERE thresholds_id = ?`);
  const row = z.object({ madeOn: jsonColumn(limitsMadeOnSchema) });
  return {
    insert: (limitsId, madeOn) =>
      void insert.run({ limitsId, madeOn: JSON.stringify(limitsMadeOnSchema.parse(madeOn)) }),
    find: (limitsId) => oneRow(row, find, limitsId)?.madeOn ?? null,
  };
}
