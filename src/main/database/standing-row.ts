import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';

/**
 * How something is set up, or that it was removed. Its rows are only added: the newest one says how it stands, so that the
 * trail of its changes stays and two who change it at once are told apart.
 */
export interface StandingChange {
  /** JSON, as is `after`; null: it was not there. */
  readonly before: string | null;
  /** Null: it is removed. */
  readonly after: string | null;
  readonly setBy: string;
  readonly setAt: number;
}

/** What a row says beside the thing itself: its id as the version, and the JSON as it stands. */
export const standingColumns = {
  version: z.number(),
  text: z.string(),
  setBy: z.string(),
  setAt: z.number(),
};

/**
 * @param expected the version that a change was made from
 * @param what is changed, as a sentence begins with it, e.g. `“Line 3”`
 * @throws StationError CONFLICT when somebody has changed it since
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
