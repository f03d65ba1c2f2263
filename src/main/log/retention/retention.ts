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

export type Retention = ReturnType<typeof createRetention>;

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

  /** What a rule takes, product by product, oldest first. */
  function* taken(
    rule: Omit<RetentionRule, 'id' | 'productName' | 'setBy' | 'setAt'>,
  ): Generator<Candidate[]> {
    const limit = rule.days === null ? -Infinity : now() - rule.days * day;
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
          if (rule.verdict !== null && entry.verdict !== rule.verdict) return false;
          if ((entry.decided && !rule.takesDecided) || (entry.exported && !rule.takesExported)) return false;
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
      for (const page of taken(one)) {
        for (const { id, bytes } of page) found.set(id, bytes);
        await turn();
      }
    }
    return { entries: found.size, bytes: [...found.values()].reduce((sum, bytes) => sum + bytes, 0) };
  }

  async function letGo(entries: readonly Candidate[], ruleId: number): Promise<void> {
    for (const { picture, map } of entries) {
      await remove(picture);
      if (map !== null) await remove(map);
    }
    repository.markGone(
      entries.map(({ id }) => id),
      ruleId,
      now(),
    );
  }

  /** Waits while the line needs the disk. */
  async function wait(signal: AbortSignal): Promise<void> {
    do await sleep(pauseMs, undefined, { signal });
    while (busy());
  }

  /** Lets go what the rules say, step by step. Gives how much is gone so far. */
  async function* run(signal: AbortSignal = ending.signal): AsyncGenerator<Going> {
    const either = AbortSignal.any([signal, ending.signal]);
    const gone = { entries: 0, bytes: 0 };
    for (const rule of repository.rules()) {
      for (const page of taken(rule)) {
        for (let from = 0; from < page.length; from += stepSize) {
          await wait(either);
          const step = page.slice(from, from + stepSize);
          await letGo(step, rule.id);
          gone.entries += step.length;
          gone.bytes += step.reduce((sum, { bytes }) => sum + bytes, 0);
          yield { ...gone };
        }
      }
    }
    if (gone.entries > 0) changes.publish({ kind: 'settings' });
    yield { ...gone };
  }

  /** A failure of a round is told by the disk's own state; the next round tries again. */
  async function round(): Promise<void> {
    try {
      const steps = run();
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
    run,
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
