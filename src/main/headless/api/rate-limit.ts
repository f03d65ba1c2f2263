/** A limit on the requests of each caller. */
export interface RateLimit {
  /** Counts a request. @returns false if the caller is over the limit */
  take(caller: string): boolean;
}

/** Number of callers that are remembered; the one that was quiet the longest is forgotten first. */
const mostCallers = 1000;

/**
 * Creates a limit by token buckets: each caller may make `atOnce` requests at once, then `perSecond` a second.
 *
 * @param perSecond requests that are granted anew each second
 * @param atOnce most requests after a silence
 * @param now milliseconds, rising
 */
export function rateLimit(
  perSecond: number,
  atOnce: number,
  now: () => number = () => performance.now(),
): RateLimit {
  const left = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take(caller) {
      const before = left.get(caller);
      const at = now();
      const refilled = before ? before.tokens + ((at - before.at) / 1000) * perSecond : atOnce;
      const tokens = Math.min(atOnce, refilled);
      const fits = tokens >= 1;
      left.delete(caller);
      left.set(caller, { tokens: fits ? tokens - 1 : tokens, at });
      for (const oldest of left.keys()) {
        if (left.size <= mostCallers) break;
        left.delete(oldest);
      }
      return fits;
    },
  };
}
