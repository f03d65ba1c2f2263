import { z } from 'zod';
import { checkedPartSchema, shiftSchema } from '../../shared/contract/shifts.ts';
import type { CheckedPart, Shift, ShiftCheck } from '../../shared/contract/shifts.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, flagColumn, insertedId, jsonColumn, oneRow } from '../database/rows.ts';

export interface NewCheck {
  readonly shiftId: number;
  readonly productId: string;
  readonly modelId: string;
  readonly thresholdsId: number;
  readonly passed: boolean;
  readonly parts: readonly CheckedPart[];
  readonly checkedBy: string;
  readonly checkedAt: number;
}

export interface NewRelease {
  readonly checkId: number;
  readonly reason: string | null;
  readonly releasedBy: string;
  readonly releasedAt: number;
}

const shiftColumns = `id, operator, started_by AS startedBy, started_at AS startedAt, ended_by AS endedBy,
  ended_at AS endedAt`;

const checkSelect = `
  SELECT c.id, c.shift_id AS shiftId, c.product_id AS productId, p.name AS productName, c.model_id AS modelId,
    c.thresholds_id AS thresholdsId, c.passed, c.parts, c.checked_by AS checkedBy, c.checked_at AS checkedAt,
    r.reason, r.released_by AS releasedBy, r.released_at AS releasedAt
  FROM shift_checks c JOIN products p ON p.id = c.product_id LEFT JOIN releases r ON r.check_id = c.id`;

const checkRow = z
  .object({
    id: z.number(),
    shiftId: z.number(),
    productId: z.string(),
    productName: z.string(),
    modelId: z.string(),
    thresholdsId: z.number(),
    passed: flagColumn,
    parts: jsonColumn(z.array(checkedPartSchema)),
    checkedBy: z.string(),
    checkedAt: z.number(),
    reason: z.string().nullable(),
    releasedBy: z.string().nullable(),
    releasedAt: z.number().nullable(),
  })
  .transform(({ reason, releasedBy, releasedAt, ...check }): ShiftCheck => ({
    ...check,
    release: releasedBy === null || releasedAt === null ? null : { reason, releasedBy, releasedAt },
  }));

const shiftRow: z.ZodType<Shift> = shiftSchema;

export type ShiftRepository = ReturnType<typeof createShiftRepository>;

/** Makes the repository of shifts, checks and releases. */
export function createShiftRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO shifts (operator, started_by, started_at) VALUES (@operator, @startedBy, @startedAt)`,
  );
  const end = database.prepare(
    `UPDATE shifts SET ended_by = @endedBy, ended_at = max(@endedAt, started_at) WHERE id = @id AND ended_at IS NULL`,
  );
  const current = database.prepare(`SELECT ${shiftColumns} FROM shifts WHERE ended_at IS NULL`);
  const byId = database.prepare(`SELECT ${shiftColumns} FROM shifts WHERE id = ?`);
  const newest = database.prepare(`SELECT ${shiftColumns} FROM shifts ORDER BY id DESC LIMIT ?`);
  const insertCheck = database.prepare(
    `INSERT INTO shift_checks (shift_id, product_id, model_id, thresholds_id, passed, parts, checked_by, checked_at)
     VALUES (@shiftId, @productId, @modelId, @thresholdsId, @passed, @parts, @checkedBy, @checkedAt)`,
  );
  const insertRelease = database.prepare(
    `INSERT INTO releases (check_id, reason, released_by, released_at)
     VALUES (@checkId, @reason, @releasedBy, @releasedAt)`,
  );
  const check = database.prepare(`${checkSelect} WHERE c.id = ?`);
  const checks = database.prepare(`${checkSelect} WHERE c.shift_id = ? ORDER BY c.id`);
  const latestCheck = database.prepare(
    `${checkSelect} WHERE c.shift_id = @shiftId AND c.product_id = @productId AND c.model_id = @modelId
     ORDER BY c.id DESC LIMIT 1`,
  );

  return {
    insert: (shift: Pick<Shift, 'operator' | 'startedBy' | 'startedAt'>): number =>
      insertedId(insert.run(shift)),
    end: (id: number, endedBy: string, endedAt: number): void => void end.run({ id, endedBy, endedAt }),
    current: (): Shift | null => oneRow(shiftRow, current),
    find: (id: number): Shift | null => oneRow(shiftRow, byId, id),
    newest: (limit: number): Shift[] => allRows(shiftRow, newest, limit),
    /** Adds a check and its release, if any. @returns the check's id */
    addCheck: database.transaction((added: NewCheck, release: Omit<NewRelease, 'checkId'> | null): number => {
      const checkId = insertedId(
        insertCheck.run({ ...added, passed: added.passed ? 1 : 0, parts: JSON.stringify(added.parts) }),
      );
      if (release) insertRelease.run({ checkId, ...release });
      return checkId;
    }),
    addRelease: (release: NewRelease): void => void insertRelease.run(release),
    check: (id: number): ShiftCheck | null => oneRow(checkRow, check, id),
    checks: (shiftId: number): ShiftCheck[] => allRows(checkRow, checks, shiftId),
    latestCheck: (shiftId: number, productId: string, modelId: string): ShiftCheck | null =>
      oneRow(checkRow, latestCheck, { shiftId, productId, modelId }),
  };
}
