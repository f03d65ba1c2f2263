import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { nextRows, type PlacedRow, type TravellingMessage, type TravellingTable } from './travelling-rows.ts';

export interface SendRowsParts {
  readonly tables: readonly TravellingTable[];
  /** The last row of each table that has left; counted on here. */
  readonly cursors: Record<string, number>;
  /** Whether anything may travel now; what is logged while it may not is not sent later either. */
  readonly travels: () => boolean;
  /** Hands a message over. @returns once the plant's server has stored it. @throws why not; the same one comes again */
  readonly publish: (message: TravellingMessage) => Promise<void>;
  /** Called after each row that left, or does not travel. */
  readonly onLeft: (row: PlacedRow, isSent: boolean) => void;
  readonly onFailure: (error: unknown) => void;
  /** No message can be made of a row: it is passed over. */
  readonly onPassedOver: (row: PlacedRow, error: unknown) => void;
  readonly signal: AbortSignal;
  /** Messages a second at most. */
  readonly perSecond?: number;
}

/** Rows that are looked up at once. */
const atOnce = 200;
/** How often is looked for new rows, milliseconds. */
const lookMs = 250;
/** Until the next try after a failure, milliseconds: doubled with each, up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A station that was away for days takes its time: its line and the plant have other things to do. */
const usuallyPerSecond = 200;

/**
 * Sends the rows of some tables in their order, one at a time: the next one leaves once the server has stored the one before, so that
 * no failure turns the order round. Ends with the signal.
 */
export async function sendRows(parts: SendRowsParts): Promise<void> {
  const { tables, cursors, travels, publish, onLeft, onFailure, onPassedOver, signal } = parts;
  const { perSecond = usuallyPerSecond } = parts;
  let pause = firstPauseMs;
  /** Asked for as a question: the signal may come while something is waited for. */
  const isOver = (): boolean => signal.aborted;
  const wait = (milliseconds: number): Promise<unknown> =>
    sleep(milliseconds, undefined, { signal }).catch(() => undefined);

  /** @returns false: the signal came before the row had left */
  async function handOver(row: PlacedRow): Promise<boolean> {
    for (;;) {
      let isSent = false;
      try {
        const message = await row.message();
        if (message !== null) await publish(message);
        isSent = message !== null;
      } catch (error) {
        if (isOver()) return false;
        if (!(error instanceof UnsendableError || error instanceof z.ZodError)) {
          onFailure(error);
          await wait(pause * (0.5 + Math.random()));
          pause = Math.min(pause * 2, longestPauseMs);
          if (isOver()) return false;
          continue;
        }
        onPassedOver(row, error);
      }
      pause = firstPauseMs;
      cursors[row.table] = row.id;
      onLeft(row, isSent);
      return true;
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
    for (const [index, row] of rows.entries()) {
      if (!travels() || isOver() || !(await handOver(row))) break;
      const ahead = ((index + 1) / perSecond) * 1000 - (performance.now() - began);
      if (ahead > 20) await wait(ahead);
    }
    if (rows.length < atOnce) await wait(lookMs);
  }
}

/** No message can be made of this: it would never leave. */
export class UnsendableError extends Error {}
