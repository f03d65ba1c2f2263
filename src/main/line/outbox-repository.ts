import { z } from 'zod';
import {
  keptMessageSchema,
  sentMessageSchema,
  type KeptMessage,
  type LineMessage,
  type SentMessage,
} from '../../shared/contract/line-message.ts';
import { outputTroubleSchema, type OutputTrouble } from '../../shared/contract/output-trouble.ts';
import { errorCodes, type ErrorCode } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, insertedId, jsonColumn, oneRow } from '../database/rows.ts';

/** Why an output sends nothing. */
export interface OutputFailure {
  readonly code: ErrorCode;
  readonly message: string;
  /** The same failure as data; null: only `message` exists. */
  readonly trouble: OutputTrouble | null;
  readonly since: number;
  /** When the last attempt failed. */
  readonly triedAt: number;
}

const body = jsonColumn(keptMessageSchema.shape.body);
const keptRow = keptMessageSchema.extend({ body });
const sentRow = sentMessageSchema.extend({ body });
const numberRow = z.object({ number: z.number() });
const stateRow = z.object({
  code: z.enum(errorCodes).nullable(),
  message: z.string().nullable(),
  // A trouble from another version of the station may be unknown here; then only the message is used.
  trouble: jsonColumn(outputTroubleSchema.nullable().catch(null)).nullable(),
  since: z.number().nullable(),
  triedAt: z.number().nullable(),
  dropped: z.number(),
  droppedAt: z.number().nullable(),
});

export type OutboxRepository = ReturnType<typeof createOutboxRepository>;

/**
 * The outbox of all outputs: waiting messages and the latest delivered ones. Each message is stored once for
 * any number of outputs.
 *
 * @param shown delivered messages to keep per output
 */
export function createOutboxRepository(database: StationDatabase, shown: number) {
  const insert = database.prepare('INSERT INTO line_messages (body, made_at) VALUES (?, ?)');
  const address = database.prepare('INSERT INTO line_deliveries (output_id, number) VALUES (?, ?)');
  const joined = 'line_deliveries d JOIN line_messages m ON m.number = d.number';
  const waiting = database.prepare(
    `SELECT m.number, m.body FROM ${joined} WHERE d.output_id = ? AND d.delivered_at IS NULL ORDER BY d.number LIMIT ?`,
  );
  const countWaiting = database.prepare(
    'SELECT count(*) FROM line_deliveries WHERE output_id = ? AND delivered_at IS NULL',
  );
  const newest = database.prepare('SELECT coalesce(max(number), 0) FROM line_messages');
  const isWaiting = database.prepare(
    'SELECT count(*) FROM line_deliveries WHERE output_id = ? AND number = ? AND delivered_at IS NULL',
  );
  const latest = database.prepare(
    `SELECT m.number, m.body, m.made_at AS madeAt, iif(d.given_up, NULL, d.delivered_at) AS deliveredAt,
       iif(d.given_up, d.delivered_at, NULL) AS givenUpAt FROM ${joined}
     WHERE d.output_id = ? ORDER BY d.number DESC LIMIT ?`,
  );
  const mark = database.prepare(
    'UPDATE line_deliveries SET delivered_at = ? WHERE output_id = ? AND number = ?',
  );
  const forgetOld = database.prepare(
    `DELETE FROM line_deliveries WHERE output_id = @id AND delivered_at IS NOT NULL AND number <= (
       SELECT number FROM line_deliveries WHERE output_id = @id AND delivered_at IS NOT NULL
       ORDER BY number DESC LIMIT 1 OFFSET @shown)
     RETURNING number`,
  );
  const dropOldest = database.prepare(
    `DELETE FROM line_deliveries WHERE output_id = @id AND delivered_at IS NULL AND number IN (
       SELECT number FROM line_deliveries WHERE output_id = @id AND delivered_at IS NULL
       ORDER BY number LIMIT @count)
     RETURNING number`,
  );
  const giveUp = database.prepare(
    `UPDATE line_deliveries SET delivered_at = ?, given_up = 1
     WHERE output_id = ? AND number = ? AND delivered_at IS NULL RETURNING number`,
  );
  const forgetAll = database.prepare('DELETE FROM line_deliveries WHERE output_id = ? RETURNING number');
  const clear = database.prepare(
    `DELETE FROM line_messages WHERE number = @number
       AND NOT EXISTS (SELECT 1 FROM line_deliveries WHERE number = @number)`,
  );
  const state = database.prepare(
    `SELECT failure_code AS code, failure_message AS message, failure_trouble AS trouble, failing_since AS since,
       tried_at AS triedAt, dropped, dropped_at AS droppedAt
     FROM output_states WHERE output_id = ?`,
  );
  const setFailure = database.prepare(
    `INSERT INTO output_states (output_id, failure_code, failure_message, failure_trouble, failing_since, tried_at)
     VALUES (@id, @code, @message, @trouble, @since, @triedAt)
     ON CONFLICT (output_id) DO UPDATE SET failure_code = @code, failure_message = @message, failure_trouble = @trouble,
       failing_since = @since, tried_at = @triedAt`,
  );
  const addDropped = database.prepare(
    `INSERT INTO output_states (output_id, dropped, dropped_at) VALUES (@id, @count, @now)
     ON CONFLICT (output_id) DO UPDATE SET dropped = dropped + @count, dropped_at = @now`,
  );
  const clearState = database.prepare('DELETE FROM output_states WHERE output_id = ?');

  /** Deletes messages that no output needs any more. */
  function clearMessages(rows: readonly unknown[]): number {
    for (const { number } of z.array(numberRow).parse(rows)) clear.run({ number });
    return rows.length;
  }

  return {
    /** Stores a message for all given outputs or none. @returns its number */
    add: database.transaction((message: LineMessage, outputs: readonly string[], now: number): number => {
      const number = insertedId(insert.run(JSON.stringify(message), now));
      for (const id of outputs) address.run(id, number);
      return number;
    }),
    /** Returns waiting messages, oldest first. */
    waiting: (id: string, limit: number): KeptMessage[] => allRows(keptRow, waiting, id, limit),
    countWaiting: (id: string): number => countOf(countWaiting, id),
    isWaiting: (id: string, number: number): boolean => countOf(isWaiting, id, number) > 0,
    /** Returns the newest message's number; 0: none. */
    newest: (): number => countOf(newest),
    /** Returns the latest messages, newest first, including waiting ones. */
    latest: (id: string, limit: number): SentMessage[] => allRows(sentRow, latest, id, limit),
    /** Marks messages as delivered; deletes all delivered ones but the latest. */
    markDelivered: database.transaction((id: string, numbers: readonly number[], now: number): void => {
      for (const number of numbers) mark.run(now, id, number);
      clearMessages(forgetOld.all({ id, shown }));
    }),
    /** Gives up the oldest messages if more than `most` wait. @returns how many */
    dropBeyond: database.transaction((id: string, most: number, now: number): number => {
      const count = countOf(countWaiting, id) - most;
      if (count <= 0) return 0;
      clearMessages(dropOldest.all({ id, count }));
      addDropped.run({ id, count, now });
      return count;
    }),
    /** Gives up messages; counts them like those beyond the limit and keeps them among the latest. */
    giveUp: database.transaction((id: string, numbers: readonly number[], now: number): void => {
      const count = numbers.flatMap((number) => giveUp.all(now, id, number)).length;
      clearMessages(forgetOld.all({ id, shown }));
      if (count > 0) addDropped.run({ id, count, now });
    }),
    /** Deletes all data of an output. */
    forget: database.transaction((id: string): void => {
      clearMessages(forgetAll.all(id));
      clearState.run(id);
    }),
    /** Clears an output's failure and its count of given-up messages. */
    clearState: (id: string): void => void clearState.run(id),
    /** @param failure null: all is well */
    setFailure: (id: string, failure: OutputFailure | null): void =>
      void setFailure.run({
        id,
        ...(failure ?? { code: null, message: null, since: null, triedAt: null }),
        trouble: failure?.trouble ? JSON.stringify(failure.trouble) : null,
      }),
    /** Returns why nothing leaves, and what was given up. */
    state(id: string): { failure: OutputFailure | null; dropped: number; droppedAt: number | null } {
      const row = oneRow(stateRow, state, id);
      if (row === null) return { failure: null, dropped: 0, droppedAt: null };
      const { code, message, trouble, since, triedAt, ...dropped } = row;
      const failing = code !== null && message !== null && since !== null && triedAt !== null;
      return { failure: failing ? { code, message, trouble, since, triedAt } : null, ...dropped };
    },
  };
}
