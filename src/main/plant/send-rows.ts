import { z } from 'zod';
import { delay } from '../host/delay.ts';
import { nextRows, type PlacedRow, type TravellingMessage, type TravellingTable } from './travelling-rows.ts';

export interface SendRowsParts {
  readonly tables: readonly TravellingTable[];
  /** The last sent row of each table; updated here. */
  readonly cursors: Record<string, number>;
  /** Tells whether rows may be sent now. Rows that are logged while they may not are not sent later either. */
  readonly travels: () => boolean;
  /** Sends a message; resolves when the plant's server has stored it. @throws the failure; the same message is then sent again */
  readonly publish: (message: TravellingMessage) => Promise<void>;
  /** Called after each row that was sent or does not have to be. */
  readonly onLeft: (row: PlacedRow, isSent: boolean) => void;
  readonly onFailure: (error: unknown) => void;
  /** Called when a row is skipped because no message can be made of it. */
  readonly onPassedOver: (row: PlacedRow, error: unknown) => void;
  readonly signal: AbortSignal;
  /** Rate limit, messages a second. */
  readonly perSecond?: number;
}

/** Rows read at a time. */
const atOnce = 200;
/** Interval at which new rows are looked for, milliseconds. */
const lookMs = 250;
/** Interval while more rows wait, milliseconds: rows that do not travel take no time by themselves. */
const breathMs = 10;
/** Pause after a failure, milliseconds; doubled with each further failure, up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Usual rate limit, so that a station which was away for days slows down neither its line nor the plant. */
export const messagesPerSecond = 200;

/**
 * Sends the rows of some tables in order, one at a time: it sends a row only when the server has stored the one before, so that no
 * failure changes the order. Ends with the signal.
 */
export async function sendRows(parts: SendRowsParts): Promise<void> {
  const { tables, cursors, travels, publish, onLeft, onFailure, onPassedOver, signal } = parts;
  const { perSecond = messagesPerSecond } = parts;
  let pause = firstPauseMs;
  /** A function, because the signal may abort during each wait, which TypeScript's narrowing would not see. */
  const isOver = (): boolean => signal.aborted;
  const wait = (milliseconds: number): Promise<void> => delay(milliseconds, signal);

  /** @returns whether a message was sent; null if the signal aborted before */
  async function handOver(row: PlacedRow): Promise<boolean | null> {
    for (;;) {
      let isSent = false;
      try {
        const message = await row.message();
        if (message !== null) await publish(message);
        isSent = message !== null;
      } catch (error) {
        if (isOver()) return null;
        if (!(error instanceof UnsendableError || error instanceof z.ZodError)) {
          onFailure(error);
          await wait(pause * (0.5 + Math.random()));
          pause = Math.min(pause * 2, longestPauseMs);
          if (isOver()) return null;
          continue;
        }
        onPassedOver(row, error);
      }
      pause = firstPauseMs;
      cursors[row.table] = row.id;
      onLeft(row, isSent);
      return isSent;
    }
  }

  while (!isOver()) {
    if (!travels()) {
      for (const { name, newest } of tables) cursors[name] = Math.max(cursors[name] ?? 0, newest());
      await wait(lookMs);
      continue;
    }
    const rows = nextRows(tables, cursors, atOnce);
    const began = performance.now();
    // Rows that do not travel, such as those of a camera that runs freely, hold nothing up.
    let sent = 0;
    for (const row of rows) {
      if (!travels() || isOver()) break;
      const isSent = await handOver(row);
      if (isSent === null) break;
      if (isSent) sent++;
      const ahead = (sent / perSecond) * 1000 - (performance.now() - began);
      if (ahead > 20) await wait(ahead);
    }
    await wait(rows.length < atOnce ? lookMs : breathMs);
  }
}

/** No message can be made of a row, so it can never be sent. */
export class UnsendableError extends Error {}
