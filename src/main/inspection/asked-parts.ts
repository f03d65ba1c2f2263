import type { PartResult } from '../../shared/contract/part-result.ts';

/** Requests that wait for their outcome. */
export interface OutcomesToCome {
  /** Resolves with what becomes of the part in a lane. */
  of(lane: number, partNumber: number): Promise<PartResult>;
  /** A part has its outcome. */
  settle(part: PartResult): void;
  /** Whether a part that was asked for in the lane has none yet. */
  isWaiting(lane: number): boolean;
}

export function createOutcomesToCome(): OutcomesToCome {
  const waiting = new Map<string, (part: PartResult) => void>();
  const keyOf = (lane: number, partNumber: number | null): string => `${lane}/${partNumber}`;
  return {
    of(lane, partNumber) {
      const { promise, resolve } = Promise.withResolvers<PartResult>();
      waiting.set(keyOf(lane, partNumber), resolve);
      return promise;
    },
    settle(part) {
      const key = keyOf(part.lane, part.partNumber);
      waiting.get(key)?.(part);
      waiting.delete(key);
    },
    isWaiting: (lane) => [...waiting.keys()].some((key) => key.startsWith(`${lane}/`)),
  };
}
