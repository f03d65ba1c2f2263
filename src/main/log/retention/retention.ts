import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type {
  Going,
  NewRetentionRule,
  RetentionRule,
  RetentionState,
} from '../../../shared/contract/retention.ts';
import type { User } from '../../../shared/domain/role.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { StationChanges } from '../../station/changes.ts';
import type { Candidate, RetentionRepository } from './retention-repository.ts';

export interface RetentionParts {
  readonly repository: RetentionRepository;
  /** Removes a file of the log, a path relative to the home; one that is not there is no failure. */
  readonly remove: (path: string) => Promise<void>;
  /** Whether the line needs the disk at this moment. */
  readonly busy: () => boolean;
  readonly changes: Pick<StationChanges, 'publish'>;
  readonly now?: () => number;
  /** Between steps, milliseconds. */
  readonly pauseMs?: number;
}

/** Entries that are looked at, and whose pictures go, in one step. */
const stepSize = 20;
const lookedAt = 200;
/** Between steps, and between two rounds through the rules, milliseconds. */
const usualPauseMs = 250;
const roundMs = 3_600_000;
const day = 86_400_000;
/** Longer pauses of the log do not age pictures by themselves, milliseconds. */
const longestPause = 7 * day;

export type Retention = ReturnType<typeof createRetention>;

type Asked = Omit<RetentionRule, 'id' | 'productName' | 'setBy' | 'setAt'>;

/** Whether a rule may take an entry at all. */
function mayTake(rule: Asked, { verdict, decided, exported }: Candidate): boolean {
  if (rule.verdict !== null && verdict !== rule.verdict) return false;
  return (!decided || rule.takesDecided) && (!exported || rule.takesExported);
}

/**
 * Lets the pictures of old entries go, as rules say: in small steps, never while the line needs the disk, first the files and then the word
 * in the row. Rows of the log stay for ever.
 */
export function createRetention({
  repository,
  remove,
  busy,
  changes,
  now = Date.now,
  pauseMs = usualPauseMs,
}: RetentionParts) {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | null = null;

  /** What a rule takes, product by product, oldest first. @param at the moment from which days are counted */
  function* taken(rule: Asked, at: number): Generator<Candidate[]> {
    const limit = rule.days === null ? -Infinity : at - rule.days * day;
    const most = rule.gigabytes === null ? Infinity : rule.gigabytes * 1e9;
    const totals = repository
      .totals()
      .filter(
        (one) =>
          (rule.productId === null || one.productId === rule.productId) &&
          (rule.verdict === null || one.verdict === rule.verdict),
      );
    for (const productId of new Set(totals.map((one) => one.productId))) {
      let bytes = totals.reduce((sum, one) => sum + (one.productId === productId ? one.bytes : 0), 0);
      for (let after = { at: Number.MIN_SAFE_INTEGER, id: 0 }; ;) {
        const page = repository.oldest(productId, after, lookedAt);
        const last = page.at(-1);
        if (last === undefined) break;
        after = { at: last.at, id: last.id };
        const going = page.filter((entry) => {
          if (!mayTake(rule, entry)) return false;
          const tooOld = rule.days !== null && entry.at < limit;
          const tooMuch = bytes > most;
          if (tooOld || tooMuch) bytes -= entry.bytes;
          return tooOld || tooMuch;
        });
        yield going;
        if (last.at >= limit && bytes <= most) break;
      }
    }
  }

  /** Entries that several rules take count once. */
  async function preview(rule?: NewRetentionRule): Promise<Going> {
    const found = new Map<number, number>();
    for (const one of rule === undefined ? repository.rules() : [rule]) {
      for (const page of taken(one, now())) {
        for (const { id, bytes } of page) found.set(id, bytes);
        await turn();
      }
    }
    return { entries: found.size, bytes: [...found.values()].reduce((sum, bytes) => sum + bytes, 0) };
  }

  /**
   * Now, but for pauses of the log beyond a week: where the machine's clock was set years ahead, not all pictures are old at once. Whoever
   * lets pictures go by hand sees before how many these are.
   */
  function agedTo(): number {
    const end = now();
    let pauses = 0;
    let at = repository.firstWithin(Number.MIN_SAFE_INTEGER, end);
    while (at !== null) {
      const last = repository.lastWithin(at, Math.min(at + longestPause, end)) ?? at;
      const next = repository.firstWithin(last + 1, end);
      pauses += Math.max(0, (next ?? end) - last - longestPause);
      at = next;
    }
    return end - pauses;
  }

  /** @returns those whose pictures are gone now: what somebody decided on meanwhile stays */
  async function letGo(entries: readonly Candidate[], rule: RetentionRule): Promise<Candidate[]> {
    const going = entries.flatMap(({ id }) => {
      const found = repository.find(id);
      return found !== null && mayTake(rule, found) ? [found] : [];
    });
    for (const { picture, map } of going) {
      await remove(picture);
      if (map !== null) await remove(map);
    }
    repository.markGone(
      going.map(({ id }) => id),
      rule.id,
      now(),
    );
    return going;
  }

  /** Waits while the line needs the disk. */
  async function wait(signal: AbortSignal): Promise<void> {
    do await sleep(pauseMs, undefined, { signal });
    while (busy());
  }

  /** Lets go what the rules say, step by step. Gives how much is gone so far. @param at as `taken` */
  async function* run(signal: AbortSignal = ending.signal, at = now()): AsyncGenerator<Going> {
    const either = AbortSignal.any([signal, ending.signal]);
    const gone = { entries: 0, bytes: 0 };
    for (const rule of repository.rules()) {
      for (const page of taken(rule, at)) {
        for (let from = 0; from < page.length; from += stepSize) {
          await wait(either);
          const step = await letGo(page.slice(from, from + stepSize), rule);
          gone.entries += step.length;
          gone.bytes += step.reduce((sum, { bytes }) => sum + bytes, 0);
          yield { ...gone };
        }
      }
    }
    if (gone.entries > 0) changes.publish({ kind: 'settings' });
    yield { ...gone };
  }

  const runByItself = (): AsyncGenerator<Going> => run(ending.signal, agedTo());

  /** A failure of a round is told by the disk's own state; the next round tries again. */
  async function round(): Promise<void> {
    try {
      const steps = runByItself();
      while (!(await steps.next()).done);
    } catch {
      // The station ends, or a file may not be removed now.
    }
    if (!ending.signal.aborted) timer = setTimeout(() => void round(), roundMs).unref();
  }

  return {
    state(): RetentionState {
      const totals = repository.totals();
      return {
        rules: repository.rules(),
        kept: {
          entries: totals.reduce((sum, { entries }) => sum + entries, 0),
          bytes: totals.reduce((sum, { bytes }) => sum + bytes, 0),
        },
      };
    },
    preview,
    run: (signal?: AbortSignal): AsyncGenerator<Going> => run(signal),
    /** As `run`, without anybody who saw before what goes. */
    runByItself,
    set(rule: NewRetentionRule, user: Pick<User, 'name'>): RetentionRule {
      const id = repository.add(rule, user.name, now());
      changes.publish({ kind: 'settings' });
      const found = repository.rules().find((one) => one.id === id);
      if (found === undefined) throw new Error(`Rule ${id} was not set`);
      return found;
    },
    /** @throws StationError NOT_FOUND */
    remove(id: number, user: Pick<User, 'name'>): void {
      if (!repository.remove(id, user.name, now())) {
        throw new StationError('NOT_FOUND', `There is no rule ${id} of retention. Reload the list.`);
      }
      changes.publish({ kind: 'settings' });
    },
    /** Begins the rounds, a minute after the start. */
    start(): void {
      timer ??= setTimeout(() => void round(), 60_000).unref();
    },
    close(): void {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
