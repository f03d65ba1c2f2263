/** Requests that one caller may make. */
export interface RateLimit {
  /** Whether another request fits now. */
  take(caller: string): boolean;
}

/** Callers that are remembered; those that were quiet the longest go first. */
const mostCallers = 1000;

/**
 * Lets each caller make some requests at once, and so many a second after that.
 *
 * @param perSecond requests that come back each second
 * @param atOnce requests after a while of silence
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
