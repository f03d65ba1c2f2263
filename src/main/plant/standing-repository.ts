import { z } from 'zod';
import { errorCodes } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { flagColumn, oneRow } from '../database/rows.ts';

const standingRow = z.object({
  connected: flagColumn,
  code: z.enum(errorCodes).nullable(),
  message: z.string().nullable(),
  since: z.number(),
  waiting: z.number(),
  passedOver: z.number(),
});

/** The state of the connection to the plant, as the station last saw it. */
export interface Standing {
  readonly connected: boolean;
  readonly failure: { readonly code: (typeof errorCodes)[number]; readonly message: string } | null;
  /** Time of the last change, milliseconds since 1970. */
  readonly since: number;
  readonly waiting: number;
  readonly passedOver: number;
}

export type StandingRepository = ReturnType<typeof createStandingRepository>;

/** Stores the connection's state in a row, so that the command line, another process, shows the same as the window. */
export function createStandingRepository(database: StationDatabase) {
  const read = database.prepare(
    `SELECT connected, failure_code AS code, failure_message AS message, since, waiting, passed_over AS passedOver
     FROM plant_standing`,
  );
  const write = database.prepare(
    `INSERT INTO plant_standing VALUES (1, @connected, @code, @message, @since, @waiting, @passedOver)
     ON CONFLICT (one) DO UPDATE SET connected = @connected, failure_code = @code, failure_message = @message,
       since = @since, waiting = @waiting, passed_over = @passedOver`,
  );
  return {
    /** Reads the state; null if there is none yet. */
    read(): Standing | null {
      const row = oneRow(standingRow, read);
      if (row === null) return null;
      const { code, message, ...rest } = row;
      return { ...rest, failure: code === null || message === null ? null : { code, message } };
    },
    write: ({ connected, failure, ...rest }: Standing): void =>
      void write.run({
        ...rest,
        connected: connected ? 1 : 0,
        code: failure?.code ?? null,
        message: failure?.message ?? null,
      }),
  };
}
