import { setImmediate as turn } from 'node:timers/promises';
import type { Bucket, Overview, StatisticsFilter } from '../../shared/contract/statistics.ts';
import { bucketsOf, unitFor, type TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { InspectedSession, StatisticsRepository } from './repository.ts';

/** A piece of time that is counted at once: a camera of 30 frames a second gives some 100,000 rows an hour. */
const pieceMs = 3_600_000;

/**
 * Counts the log: verdicts in each hour, day or week, decisions and causes. Other work may
 * run after each piece of time, since a line may be inspecting meanwhile.
 *
 * @throws the signal's reason when it aborts
 */
export async function countOverview(
  repository: StatisticsRepository,
  filter: StatisticsFilter,
  timeZone: string,
  signal?: AbortSignal,
): Promise<Overview> {
  const sessions = repository.sessions(filter);
  const inspected = inspectedSpan(sessions, filter);
  const unit = unitFor(inspected ?? { from: 0, to: 0 });
  const buckets: Bucket[] =
    inspected === null
      ? []
      : bucketsOf(inspected, unit, timeZone).map((span) => ({
          ...span,
          good: 0,
          review: 0,
          defect: 0,
          entries: 0,
        }));
  const inspections = { parts: 0, frames: 0 };
  const tally = createTally();

  for (const session of sessions) {
    for (const bucket of buckets) {
      for (const piece of pieces(overlap(bucket, session, filter))) {
        let logged = 0;
        for (const { verdict, count } of repository.countVerdicts(session.id, piece)) {
          bucket[verdict] += count;
          inspections[session.isLive ? 'frames' : 'parts'] += count;
          if (verdict !== 'good') logged += count;
        }
        if (logged > 0) {
          for (const row of repository.countEntries(session.id, piece)) {
            bucket.entries += row.count;
            tally.add(row, session.isLive);
          }
        }
        await turn();
        signal?.throwIfAborted();
      }
    }
  }
  return { unit, buckets, inspections, ...tally.totals() };
}

/** The span from the first inspection to just after the last one, within the filter; null without inspections. */
export function inspectedSpan(
  sessions: readonly InspectedSession[],
  { from = 0, to = Infinity }: StatisticsFilter,
): TimeSpan | null {
  if (sessions.length === 0) return null;
  const first = Math.min(...sessions.map((session) => session.first));
  const last = Math.max(...sessions.map((session) => session.last));
  return { from: Math.max(first, from), to: Math.min(last + 1, to) };
}

function overlap(bucket: TimeSpan, session: InspectedSession, filter: StatisticsFilter): TimeSpan {
  return {
    from: Math.max(bucket.from, session.first, filter.from ?? 0),
    to: Math.min(bucket.to, session.last + 1, filter.to ?? Infinity),
  };
}

function* pieces({ from, to }: TimeSpan): Generator<TimeSpan> {
  for (let start = from; start < to; start += pieceMs) {
    yield { from: start, to: Math.min(start + pieceMs, to) };
  }
}

type EntryCount = ReturnType<StatisticsRepository['countEntries']>[number];

/** Sums up decisions and causes. */
function createTally() {
  const decided = new Map<string, Overview['decided'][number]>();
  const causes = new Map<string, Overview['causes'][number]>();
  return {
    add({ verdict, decision, cause, count }: EntryCount, isLive: boolean): void {
      const place = `${verdict} ${decision ?? ''}`;
      const sum = decided.get(place) ?? { verdict, decision, entries: 0, parts: 0 };
      decided.set(place, {
        ...sum,
        entries: sum.entries + count,
        parts: sum.parts + (isLive ? 0 : count),
      });
      if (decision === null) return;
      const name = `${decision} ${cause ?? ''}`;
      causes.set(name, { decision, cause, entries: (causes.get(name)?.entries ?? 0) + count });
    },
    totals: (): Pick<Overview, 'decided' | 'causes'> => ({
      decided: [...decided.values()],
      causes: [...causes.values()].toSorted((a, b) => b.entries - a.entries),
    }),
  };
}
