import { risingTime } from '../host/rising-time.ts';

/** Longest wait after wrong secrets, seconds. */
const longestWait = 300;
/** After so long without an attempt all is forgotten, milliseconds. */
const forgottenAfter = 15 * 60_000;
/** Keys that are remembered; those that were quiet the longest go first. */
const mostKeys = 10_000;

/** Something that attempts are counted for, such as a name at an address, and how many are free. */
export interface Counted {
  readonly key: string;
  readonly free: number;
}

export type BackOff = ReturnType<typeof createBackOff>;

/**
 * Slows down whoever tries secrets: after some free attempts each further one has to wait twice as long as the one before. An attempt
 * counts as wrong from its beginning, so that many at once are no way around it.
 *
 * @param now milliseconds, rising
 */
export function createBackOff(now: () => number = risingTime) {
  const tried = new Map<string, { readonly attempts: number; readonly at: number; readonly until: number }>();

  function standing(key: string): { readonly attempts: number; readonly until: number } {
    const found = tried.get(key);
    if (found === undefined || now() - found.at > forgottenAfter) return { attempts: 0, until: 0 };
    return found;
  }

  return {
    /** Begins an attempt. @returns seconds to wait before one is allowed; 0: this one is */
    begin(counted: readonly Counted[]): number {
      const until = Math.max(0, ...counted.map(({ key }) => standing(key).until));
      if (until > now()) return Math.ceil((until - now()) / 1000);
      for (const { key, free } of counted) {
        const attempts = standing(key).attempts + 1;
        const wait = attempts < free ? 0 : Math.min(2 ** (attempts - free), longestWait);
        tried.delete(key);
        tried.set(key, { attempts, at: now(), until: now() + wait * 1000 });
      }
      for (const oldest of tried.keys()) {
        if (tried.size <= mostKeys) break;
        tried.delete(oldest);
      }
      return 0;
    },

    /** The attempt was right. */
    succeed(counted: readonly Counted[]): void {
      for (const { key } of counted) tried.delete(key);
    },
  };
}
