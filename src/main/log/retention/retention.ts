import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Going,
  NewRetentionRule,
  RetentionRule,
  RetentionState,
} from '../../../shared/contract/retention.ts';
import type { User } from '../../../shared/domain/role.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { stepsOf, withTurns } from '../../host/with-turns.ts';
import type { StationChanges } from '../../station/changes.ts';
import type { Candidate, RetentionRepository } from './retention-repository.ts';

export interface RetentionParts {
  readonly repository: RetentionRepository;
  /** Removes a file of the log by its path relative to the home; a missing file is no failure. */
  readonly remove: (path: string) => Promise<void>;
  /** Tells whether the line needs the disk now. */
  readonly busy: () => boolean;
  readonly changes: Pick<StationChanges, 'publish'>;
  readonly now?: () => number;
  /** Pause between steps, milliseconds. */
  readonly pauseMs?: number;
}

/** Entries whose pictures are removed in one step, and entries that are read in one step. */
const stepSize = 20;
const lookedAt = 200;
/** Pause between steps, and between two rounds through the rules, milliseconds. */
const usualPauseMs = 250;
const roundMs = 3_600_000;
const day = 86_400_000;
/** A longer gap in the log does not count towards the age of pictures, milliseconds. */
const longestPause = 7 * day;

export type Retention = ReturnType<typeof createRetention>;

type Asked = Omit<RetentionRule, 'id' | 'productName' | 'setBy' | 'setAt'>;

/** Tells whether a rule may remove an entry's pictures at all. */
function mayTake(rule: Asked, { verdict, decided, exported }: Candidate): boolean {
  if (rule.verdict !== null && verdict !== rule.verdict) return false;
  return (!decided || rule.takesDecided) && (!exported || rule.takesExported);
}

/**
 * Removes the pictures of old entries by rules, in small steps, and never while the line needs the disk. It removes the files first, then
 * marks the row. Rows of the log stay for ever.
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

  /** Yields the entries that a rule takes, product by product, oldest first. @param at the moment from which days are counted back */
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

  /** Counts what the rules would remove; an entry that several rules take counts once. */
  async function preview(rule?: NewRetentionRule): Promise<Going> {
    const found = new Map<number, number>();
    for (const one of rule === undefined ? repository.rules() : [rule]) {
      for await (const page of withTurns(taken(one, now()))) {
        for (const { id, bytes } of page) found.set(id, bytes);
      }
    }
    return { entries: found.size, bytes: [...found.values()].reduce((sum, bytes) => sum + bytes, 0) };
  }

  /**
   * Returns the present time less the gaps of more than a week in the log: if the machine's clock is set years ahead, the pictures must not
   * all be old at once. A person who starts a removal sees a preview instead.
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

  /** @returns the entries whose pictures were removed; an entry that got a decision in the meantime keeps them */
  async function letGo(entries: readonly Candidate[], rule: RetentionRule): Promise<Candidate[]> {
    const gone: Candidate[] = [];
    try {
      for (const { id } of entries) {
        // Looked at right before its files go: they are removed one after the other, and people decide meanwhile.
        const found = repository.find(id);
        if (found === null || !mayTake(rule, found)) continue;
        await remove(found.picture);
        if (found.map !== null) await remove(found.map);
        gone.push(found);
      }
    } finally {
      repository.markGone(
        gone.map(({ id }) => id),
        rule.id,
        now(),
      );
    }
    return gone;
  }

  /** Waits while the line needs the disk. */
  async function wait(signal: AbortSignal): Promise<void> {
    do await sleep(pauseMs, undefined, { signal });
    while (busy());
  }

  /** Removes what the rules say, step by step, and yields how much is removed so far. @param at as in `taken` */
  async function* run(signal: AbortSignal = ending.signal, at = now()): AsyncGenerator<Going> {
    const either = AbortSignal.any([signal, ending.signal]);
    const gone = { entries: 0, bytes: 0 };
    for (const rule of repository.rules()) {
      for await (const page of withTurns(taken(rule, at), either)) {
        for (const step of stepsOf(page, stepSize)) {
          await wait(either);
          const removed = await letGo(step, rule);
          gone.entries += removed.length;
          gone.bytes += removed.reduce((sum, { bytes }) => sum + bytes, 0);
          yield { ...gone };
        }
      }
    }
    if (gone.entries > 0) changes.publish({ kind: 'settings' });
    yield { ...gone };
  }

  const runByItself = (): AsyncGenerator<Going> => run(ending.signal, agedTo());

  /** Runs one round. A failure shows in the disk's own state; the next round tries again. */
  async function round(): Promise<void> {
    try {
      const steps = runByItself();
      while (!(await steps.next()).done);
    } catch {
      // The station ends, or a file cannot be removed now.
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
    /** As `run`, for the rounds, whose removal nobody has previewed. */
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
    /** Starts the rounds a minute after the station's start. */
    start(): void {
      timer ??= setTimeout(() => void round(), 60_000).unref();
    },
    close(): void {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
