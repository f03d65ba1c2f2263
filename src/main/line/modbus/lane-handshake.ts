import type { PartResult } from '../../../shared/contract/part-result.ts';

/** Most waiting results of a lane; beyond this the oldest are given up. */
const mostWaiting = 1000;
/** Counters of a PLC are 16-bit words; 0 means none. */
const largestCounter = 0xffff;

/** A result on its way to the PLC. */
export interface LaneResult {
  readonly part: PartResult;
  /** The trigger that requested it; 0: none of this PLC. */
  readonly trigger: number;
  /** 0: the part has no number. */
  readonly partNumber: number;
}

export interface HandshakeEvents {
  /** Called when a result appears in the registers, with its number. */
  shown(result: LaneResult, sequence: number): void;
  /** Called when the PLC acknowledged a result. */
  acknowledged(result: LaneResult): void;
  /** Called when a result was not acknowledged in time, or too many waited. */
  givenUp(result: LaneResult): void;
}

export type LaneHandshake = ReturnType<typeof createLaneHandshake>;

/**
 * Shows the results of a lane one after the other. Each stays until the PLC acknowledges its number or its
 * time is over; no result replaces an earlier one before.
 *
 * @param acknowledgeMs 0: results stay without limit
 */
export function createLaneHandshake(acknowledgeMs: number, events: HandshakeEvents) {
  const waiting: LaneResult[] = [];
  let standing: LaneResult | null = null;
  let sequence = 0;
  /** The PLC's last written counter. Cyclic repetitions of it acknowledge nothing. */
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
    /** Takes the acknowledge counter that the PLC wrote. */
    acknowledge(value: number): void {
      written = value;
      if (standing !== null && value === sequence) end(events.acknowledged);
    },
    /** Returns results that the PLC does not have yet. */
    open: (): readonly LaneResult[] => (standing === null ? waiting : [standing, ...waiting]),
    close(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
