import type { PartResult } from '../../../shared/contract/part-result.ts';

/** Results of a lane that wait for their turn, at most; the oldest are given up beyond. */
const mostWaiting = 1000;
/** Counters of a PLC are words; 0 means none. */
const largestCounter = 0xffff;

/** A result on its way to the PLC. */
export interface LaneResult {
  readonly part: PartResult;
  /** The trigger that asked for it; 0: not this PLC's. */
  readonly trigger: number;
  /** 0: it has none. */
  readonly partNumber: number;
}

export interface HandshakeEvents {
  /** A result begins to stand in the registers, under its number. */
  shown(result: LaneResult, sequence: number): void;
  /** The PLC has it. */
  acknowledged(result: LaneResult): void;
  /** It was not acknowledged in time, or too many waited. */
  givenUp(result: LaneResult): void;
}

export type LaneHandshake = ReturnType<typeof createLaneHandshake>;

/**
 * Shows the results of a lane one after the other: each stands until the PLC acknowledges its number, or until the time for it is over.
 * No result is put in the place of another before.
 *
 * @param acknowledgeMs 0: a result stands for as long as it takes
 */
export function createLaneHandshake(acknowledgeMs: number, events: HandshakeEvents) {
  const waiting: LaneResult[] = [];
  let standing: LaneResult | null = null;
  let sequence = 0;
  /** What the PLC wrote last; its cyclic repetitions acknowledge nothing. */
  let written = 0;
  let timer: NodeJS.Timeout | null = null;

  function showNext(): void {
    const next = waiting.shift();
    if (standing !== null || next === undefined) {
      if (next !== undefined) waiting.unshift(next);
      return;
    }
    standing = next;
    do sequence = sequence >= largestCounter ? 1 : sequence + 1;
    while (sequence === written);
    if (acknowledgeMs > 0) timer = setTimeout(() => end(events.givenUp), acknowledgeMs).unref();
    events.shown(next, sequence);
  }

  function end(tell: (result: LaneResult) => void): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const ended = standing;
    standing = null;
    if (ended !== null) tell(ended);
    showNext();
  }

  return {
    add(result: LaneResult): void {
      waiting.push(result);
      if (waiting.length > mostWaiting) {
        const oldest = waiting.shift();
        if (oldest) events.givenUp(oldest);
      }
      showNext();
    },
    /** The PLC wrote its acknowledge counter. */
    acknowledge(value: number): void {
      written = value;
      if (standing !== null && value === sequence) end(events.acknowledged);
    },
    /** Results that the PLC does not have yet. */
    open: (): readonly LaneResult[] => (standing === null ? waiting : [standing, ...waiting]),
    close(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
