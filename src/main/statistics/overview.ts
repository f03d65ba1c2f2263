import type { Bucket, Overview, OverviewFilter, StatisticsFilter } from '../../shared/contract/statistics.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { arrivedIn, noOutcomes, notInspected, outcomes } from '../../shared/domain/outcome.ts';
import { bucketsOf, unitFor, weekdayOf, type TimeSpan } from '../../shared/domain/time-buckets.ts';
import { withTurns } from '../host/with-turns.ts';
import type { SessionSet } from '../counts/grouped-parts-repository.ts';
import type { EntryCount } from '../counts/parts-repository.ts';
import type { InspectedSession, StatisticsRepository } from './repository.ts';

/**
 * Counts the log: outcomes of parts and frames in each hour, day or week, decisions, causes and reasons. After each session other work
 * on the event loop has its turn, because a line may be inspecting.
 *
 * @throws the signal's reason when it aborts
 */
export async function countOverview(
  repository: StatisticsRepository,
  filter: OverviewFilter,
  timeZone: string,
  signal?: AbortSignal,
): Promise<Overview> {
  const sessions = repository.sessions(filter);
  const inspected = inspectedSpan(sessions, filter);
  const unit = unitFor(inspected ?? { from: 0, to: 0 });
  const cells = inspected === null ? [] : cellsOf(bucketsOf(inspected, unit, timeZone), filter, timeZone);
  const counting: Counting = { repository, filter, cells, tally: createTally() };
  for await (const session of withTurns(sessions, signal)) countSession(session, counting);
  const sets = repository.sessionSets(sessions.filter(({ givesViews }) => givesViews));
  for await (const set of withTurns(sets, signal)) countGrouped(set, counting);
  return { unit, buckets: [...new Set(cells.map(({ bucket }) => bucket))], ...counting.tally.totals() };
}

interface Counting {
  readonly repository: StatisticsRepository;
  readonly filter: OverviewFilter;
  readonly cells: readonly Cell[];
  readonly tally: ReturnType<typeof createTally>;
}

/** Counts a session's entries, and its parts or frames unless they are views of a group's parts. */
function countSession(session: InspectedSession, { repository, filter, cells, tally }: Counting): void {
  for (const { bucket, span } of cells) {
    if (span.from > session.last || span.to <= session.first) continue;
    const counts = repository.countParts(session, span);
    if (!session.givesViews) {
      for (const outcome of outcomes) bucket[session.seen][outcome] += counts[outcome];
      const reasons = counts[notInspected] > 0 ? repository.countReasons(session, span) : [];
      for (const [reason, count] of reasons) tally.addReason(reason, count, session.seen);
    }
    for (const row of arrivedIn(counts) === 0 ? [] : repository.countEntries(session, span)) {
      if (filter.cause !== undefined && row.cause !== filter.cause) continue;
      if (row.verdict !== 'good') bucket.entries += row.entries;
      tally.add(row, session.seen);
    }
  }
}

/** Counts the parts of groups of lanes, each once. */
function countGrouped(set: SessionSet, { repository, filter, cells, tally }: Counting): void {
  for (const [index, { bucket, span }] of cells.entries()) {
    // Another lane may have seen a part just before the first matching picture, or just after the last.
    const isWhole = filter.weekday === undefined;
    const from = isWhole && index === 0 ? (filter.from ?? set.first) : span.from;
    const to = isWhole && index === cells.length - 1 ? (filter.to ?? set.last + 1) : span.to;
    for (const { verdict, reason, count } of repository.countGrouped(set, within({ from, to }, filter))) {
      bucket.parts[verdict] += count;
      if (reason !== null) tally.addReason(reason, count, 'parts');
    }
  }
}

/** A span to count and its bucket; the span is the whole bucket, or one of its days if the filter has a weekday. */
interface Cell {
  readonly bucket: Bucket;
  readonly span: TimeSpan;
}

/** @param buckets buckets without any day of the filter's weekday are left out */
function cellsOf(buckets: readonly TimeSpan[], filter: OverviewFilter, timeZone: string): Cell[] {
  const { weekday } = filter;
  return buckets.flatMap((place) => {
    const bucket = { ...place, parts: { ...noOutcomes }, frames: { ...noOutcomes }, entries: 0 };
    const span = within(place, filter);
    if (weekday === undefined) return [{ bucket, span }];
    return bucketsOf(span, 'day', timeZone)
      .filter((day) => weekdayOf(day.from, timeZone) === weekday)
      .map((day) => ({ bucket, span: within(day, span) }));
  });
}

/** Returns the span from the first part to just after the last one, within the filter; null if there are no parts. */
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
      // Decisions on parts without a verdict say nothing about the model.
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
