import { risingTime } from '../host/rising-time.ts';

/** Longest wait after wrong secrets, seconds. */
const longestWait = 300;
/** A key's attempts are forgotten after this long without a new one, milliseconds. */
const forgottenAfter = 15 * 60_000;
/** Interval at which a shared key forgets one attempt, milliseconds, because among many people somebody always mistypes. */
const oneForgottenAfter = 60_000;
/** Largest number of remembered keys; the one without an attempt for the longest time is forgotten first. */
const mostKeys = 10_000;

/** A key that attempts are counted for, such as a name at an address, with its number of free attempts. */
export interface Counted {
  readonly key: string;
  readonly free: number;
  /** True if the key counts attempts of several people: one person's right attempt then does not forgive the others' wrong ones. */
  readonly shared?: boolean;
}

interface Tried {
  readonly attempts: number;
  /** Time from which on the attempts are forgotten. */
  readonly at: number;
  readonly until: number;
}

const none: Tried = { attempts: 0, at: 0, until: 0 };

/** An attempt that may begin, or must wait. */
export interface Attempt {
  /** Time to wait before the next attempt; 0: this attempt has begun. */
  readonly seconds: number;
  /** Reports that the secret was right, so that the attempt does not count. */
  succeed(): void;
}

export type BackOff = ReturnType<typeof createBackOff>;

/**
 * Slows down the guessing of secrets: after some free attempts, each further one must wait twice as long as the one before. An attempt
 * counts as wrong from its start, so that many attempts at once do not get around the limit.
 *
 * @param now milliseconds, rising
 */
export function createBackOff(now: () => number = risingTime) {
  const tried = new Map<string, Tried>();

  function standing({ key, shared = false }: Pick<Counted, 'key' | 'shared'>): Tried {
    const found = tried.get(key);
    if (found === undefined) return none;
    const quiet = now() - found.at;
    if (!shared) return quiet > forgottenAfter ? none : found;
    const forgotten = Math.floor(quiet / oneForgottenAfter);
    if (forgotten <= 0) return found;
    if (forgotten >= found.attempts) return none;
    return { ...found, attempts: found.attempts - forgotten, at: found.at + forgotten * oneForgottenAfter };
  }

  function keep(key: string, value: Tried): void {
    tried.delete(key);
    if (value.attempts > 0) tried.set(key, value);
  }

  function begin(counted: readonly Counted[]): Attempt {
    const until = Math.max(0, ...counted.map((one) => standing(one).until));
    if (until > now()) {
      return { seconds: Math.ceil((until - now()) / 1000), succeed: () => undefined };
    }
    const begun = counted.map((one) => {
      const { key, free, shared = false } = one;
      const before = standing(one);
      const attempts = before.attempts + 1;
      const wait = attempts < free ? 0 : Math.min(2 ** (attempts - free), longestWait);
      const at = shared && before.attempts > 0 ? before.at : now();
      const mine = { attempts, at, until: now() + wait * 1000 };
      keep(key, mine);
      return { one, before, mine };
    });
    for (const oldest of tried.keys()) {
      if (tried.size <= mostKeys) break;
      tried.delete(oldest);
    }
    return {
      seconds: 0,
      succeed() {
        for (const { one, before, mine } of begun) {
          const found = standing(one);
          if (!one.shared) tried.delete(one.key);
          else if (found === mine) keep(one.key, before);
          else keep(one.key, { ...found, attempts: Math.max(0, found.attempts - 1) });
        }
      },
    };
  }

  return { begin };
}
