import { setImmediate as turn } from 'node:timers/promises';
import type { Bucket, Overview, StatisticsFilter } from '../../shared/contract/statistics.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { noOutcomes, notInspected } from '../../shared/domain/outcome.ts';
import { bucketsOf, unitFor, type TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { InspectedSession, StatisticsRepository } from './repository.ts';

/** A piece of time that is counted at once: a camera of 30 frames a second gives some 100,000 rows an hour. */
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
    for (const bucket of buckets) {
      for (const piece of pieces(overlap(bucket, session, filter))) {
        const counts = bucket[session.seen];
        let logged = 0;
        for (const { verdict, count } of repository.countVerdicts(session.id, piece)) {
          if (!session.givesViews) counts[verdict] += count;
          if (verdict !== 'good') logged += count;
        }
        for (const { reason, count } of repository.countReasons(session.id, piece)) {
          logged += count;
          if (session.givesViews) continue;
          counts[notInspected] += count;
          tally.addReason(reason, count, session.seen);
        }
        if (logged > 0) {
          for (const row of repository.countEntries(session, piece)) {
            bucket.entries += row.count;
            tally.add(row, session.seen);
          }
        }
        await turn();
        signal?.throwIfAborted();
      }
    }
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

type EntryCount = ReturnType<StatisticsRepository['countEntries']>[number];

/** Sums up decisions, causes and reasons. */
function createTally() {
  const decided = new Map<string, Overview['decided'][number]>();
  const causes = new Map<string, Overview['causes'][number]>();
  const reasons = new Map<NotInspectedReason, Overview['reasons'][number]>();
  return {
    add({ verdict, decision, cause, count, parts }: EntryCount, seen: InspectedSession['seen']): void {
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
