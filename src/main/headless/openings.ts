import { randomBytes } from 'node:crypto';
import { equalSecrets } from './access.ts';
import { risingTime } from '../host/rising-time.ts';

/** Lifetime of a one-time token, milliseconds; the browser that the start opens uses it at once. */
const goodForMs = 60_000;

export type Openings = ReturnType<typeof createOpenings>;

/**
 * Creates one-time tokens, each of which lets one browser in within a minute. The station opens a browser with the address as an argument,
 * and every user of the machine can read arguments, so the lasting token must not be in it.
 *
 * @param now milliseconds, rising
 */
export function createOpenings(now: () => number = risingTime) {
  const open = new Map<string, number>();
  return {
    /** @returns a token for one browser */
    make(): string {
      const token = randomBytes(32).toString('base64url');
      open.set(token, now() + goodForMs);
      return token;
    },
    /** Uses a token up. @returns true if it was made within the last minute and not used before */
    use(given: string): boolean {
      for (const [token, until] of open) {
        if (now() >= until) open.delete(token);
        else if (equalSecrets(given, token)) return open.delete(token);
      }
      return false;
    },
  };
}
