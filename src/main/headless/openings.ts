import { randomBytes } from 'node:crypto';
import { equalSecrets } from './access.ts';
import { risingTime } from '../host/rising-time.ts';

/** A browser that the station's start opens has come in by then, milliseconds. */
const goodForMs = 60_000;

export type Openings = ReturnType<typeof createOpenings>;

/**
 * Tokens that let one browser in, once and within a minute. A browser is opened by its arguments, which everybody on the machine
 * can read: the token that lasts must not stand there.
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
    /** True for a token that was made within the last minute and not used yet; it is used then. */
    use(given: string): boolean {
      for (const [token, until] of open) {
        if (now() >= until) open.delete(token);
        else if (equalSecrets(given, token)) return open.delete(token);
      }
      return false;
    },
  };
}
