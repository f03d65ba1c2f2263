import { setImmediate as turn } from 'node:timers/promises';
import type { Bucket, Overview, StatisticsFilter } from '../../shared/contract/statistics.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { arrivedIn, noOutcomes, notInspected, outcomes } from '../../shared/domain/outcome.ts';
import { bucketsOf, unitFor, type TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { EntryCount } from '../log/count-repository.ts';
import type { InspectedSession, StatisticsRepository } from './repository.ts';

/** A piece of time in which parts of groups are counted at once. */
const pieceMs = 3_600_000;

/**
 * Counts the log: what became of parts and frames in each hour, day or week, decisions, causes and reasons. Other work may
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
          ...{ parts: { ...noOutcomes }, frames: { ...noOutcomes }, entries: 0 },
        }));
  const tally = createTally();

  for (const session of sessions) {
    for (const bucket of buckets.filter(({ from, to }) => from <= session.last && to > session.first)) {
      const span = within(bucket, filter);
      const counts = repository.countParts(session, span);
      if (!session.givesViews) {
        for (const outcome of outcomes) bucket[session.seen][outcome] += counts[outcome];
        if (counts[notInspected] > 0) {
          for (const [reason, count] of repository.countReasons(session, span)) {
            tally.addReason(reason, count, session.seen);
          }
        }
      }
      if (arrivedIn(counts) > counts.good) {
        for (const row of repository.countEntries(session, span)) {
          bucket.entries += row.entries;
          tally.add(row, session.seen);
        }
      }
    }
    await turn();
    signal?.throwIfAborted();
  }
  const views = sessions.filter(({ givesViews }) => givesViews);
  for (const { bucket, piece } of views.length === 0 ? [] : piecesOfAll(buckets, filter)) {
    for (const { verdict, reason, count } of repository.countGrouped(views, piece)) {
      bucket.parts[verdict] += count;
      if (reason !== null) tally.addReason(reason, count, 'parts');
    }
    await turn();
    signal?.throwIfAborted();
  }
  return { unit, buckets, ...tally.totals() };
}

/** The span from the first part to just after the last one, within the filter; null where nothing arrived. */
export function inspectedSpan(
  sessions: readonly InspectedSession[],
  { from = 0, to = Infinity }: StatisticsFilter,
): TimeSpan | null {
  if (sessions.length === 0) return null;
  const first = Math.min(...sessions.map((session) => session.first));
  const last = Math.max(...sessions.map((session) => session.last));
  return { from: Math.max(first, from), to: Math.min(last + 1, to) };
}

function within(bucket: TimeSpan, { from = bucket.from, to = bucket.to }: StatisticsFilter): TimeSpan {
  return { from: Math.max(bucket.from, from), to: Math.min(bucket.to, to) };
}

function* pieces({ from, to }: TimeSpan): Generator<TimeSpan> {
  for (let start = from; start < to; start += pieceMs) {
    yield { from: start, to: Math.min(start + pieceMs, to) };
  }
}

/**
 * The pieces of all buckets. The first and the last reach as far as the filter: another lane may have seen a part just before the
 * first picture that fits, or just after the last.
 */
function* piecesOfAll(
  buckets: readonly Bucket[],
  { from = 0, to = Number.MAX_SAFE_INTEGER }: StatisticsFilter,
): Generator<{ bucket: Bucket; piece: TimeSpan }> {
  const all = buckets.flatMap((bucket) => [...pieces(bucket)].map((piece) => ({ bucket, piece })));
  for (const [index, { bucket, piece }] of all.entries()) {
    const first = index === 0 ? from : Math.max(piece.from, from);
    const last = index === all.length - 1 ? to : Math.min(piece.to, to);
    if (first < last) yield { bucket, piece: { from: first, to: last } };
  }
}

/** Sums up decisions, causes and reasons. */
function createTally() {
  const decided = new Map<string, Overview['decided'][number]>();
  const causes = new Map<string, Overview['causes'][number]>();
  const reasons = new Map<NotInspectedReason, Overview['reasons'][number]>();
  return {
    add(
      { verdict, decision, cause, entries: count, parts }: EntryCount,
      seen: InspectedSession['seen'],
    ): void {
      // What people say of a part without a verdict says nothing of the model.
      if (verdict !== notInspected) {
        const place = `${verdict} ${decision ?? ''}`;
        const sum = decided.get(place) ?? { verdict, decision, entries: 0, parts: 0 };
        decided.set(place, {
          ...sum,
          entries: sum.entries + count,
          parts: sum.parts + (seen === 'parts' ? parts : 0),
        });
      }
      if (decision === null) return;
      const name = `${decision} ${cause ?? ''}`;
      causes.set(name, { decision, cause, entries: (causes.get(name)?.entries ?? 0) + count });
    },
    addReason(reason: NotInspectedReason, count: number, seen: InspectedSession['seen']): void {
      const sum = reasons.get(reason) ?? { reason, parts: 0, frames: 0 };
      reasons.set(reason, { ...sum, [seen]: sum[seen] + count });
    },
    totals: (): Pick<Overview, 'decided' | 'causes' | 'reasons'> => ({
      decided: [...decided.values()],
      causes: [...causes.values()].toSorted((a, b) => b.entries - a.entries),
      reasons: [...reasons.values()].toSorted((a, b) => b.parts + b.frames - a.parts - a.frames),
    }),
  };
}
