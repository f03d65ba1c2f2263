import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';

/**
 * A change of something that people set up, such as a lane. Changes are rows that are only added, and the newest one is in force: all
 * earlier ones remain known, and of two people who change the same thing at once the second is refused.
 */
export interface StandingChange {
  /** JSON, like `after`; null: it did not exist. */
  readonly before: string | null;
  /** Null: it was removed. */
  readonly after: string | null;
  readonly setBy: string;
  readonly setAt: number;
}

/** Columns of the newest row: its id as the version, the JSON in force, and who set it when. */
export const standingColumns = {
  version: z.number(),
  text: z.string(),
  setBy: z.string(),
  setAt: z.number(),
};

/**
 * Checks that nobody has changed something since a person looked at it.
 *
 * @param expected the version that the person saw
 * @param what the beginning of the error's sentence, e.g. `“Line 3”`
 * @throws StationError CONFLICT if the version is another one
 */
export function requireUnchanged<Row extends { readonly version: number; readonly setBy: string | null }>(
  row: Row,
  expected: number,
  what: string,
): Row {
  if (row.version === expected) return row;
  throw new StationError(
    'CONFLICT',
    `${what} was changed meanwhile, by ${row.setBy ?? 'nobody'}. Look at it as it is now, then change it again.`,
  );
}
