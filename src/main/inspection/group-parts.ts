import type { PartResult } from '../../shared/contract/part-result.ts';
import type { PartView } from '../../shared/contract/part-views.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import { detailOf } from '../../shared/domain/not-inspected.ts';
import { notInspected, type Outcome } from '../../shared/domain/outcome.ts';
import { worstOutcome } from '../../shared/domain/worst-outcome.ts';
import type { GroupedPart } from '../log/grouped-part.ts';

/** A lane's finished view of a part. */
export interface ConcludedView {
  readonly part: PartResult;
  readonly entryId: number | null;
  /** Counts the part in the inspection that saw it. */
  readonly count: (outcome: Outcome) => void;
}

export interface GroupPartsParts {
  /** Returns the lanes of a group, by number. */
  readonly lanesOf: (group: string) => readonly Lane[];
  /** Returns whether a lane takes parts now. */
  readonly runs: (lane: number) => boolean;
  readonly nextNumber: () => number;
  /** Called when a part has all its views, or will get no more. */
  readonly onPart: (part: GroupedPart) => void;
}

export interface GroupParts {
  /**
   * Returns the number of the part that a lane of a group sees now. Lanes share the number of a part that
   * others have seen and this one has not.
   */
  numberFor(group: string, lane: number): number;
  /**
   * Announces that lanes of the group were asked for the part: each will finish a view, whatever its outcome.
   */
  expect(group: string, partNumber: number, lanes: readonly number[]): void;
  /** Adds a lane's finished view. */
  add(view: ConcludedView): void;
  /**
   * Stops waiting for a lane that takes no more parts. Other lanes get two seconds to finish the parts that
   * this lane saw.
   *
   * @returns resolves when each of these parts is concluded
   */
  ended(lane: number): Promise<void>;
  /** Concludes all waiting parts; missing views stay missing. */
  close(): void;
}

interface Waiting {
  readonly group: string;
  /** The group's lanes when the part began. */
  readonly lanes: readonly Lane[];
  readonly number: number;
  readonly views: Map<number, ConcludedView>;
  /** Lanes that see the part: they have its number and will finish a view. */
  readonly seenBy: Set<number>;
  readonly since: number;
  /** Whether the time is over in which further lanes may begin to see the part. */
  isOver: boolean;
  timer: NodeJS.Timeout | null;
  /** Resolves once the part is concluded. */
  readonly done: PromiseWithResolvers<undefined>;
}

/** Usual longest time between the lanes' views of one part, milliseconds. */
const usualSpanMs = 2000;

/** Combines the views of lanes that look at the same part. */
export function createGroupParts({ lanesOf, runs, nextNumber, onPart }: GroupPartsParts): GroupParts {
  const waiting = new Map<number, Waiting>();

  const spanOf = (group: string): number => longestSpan(lanesOf(group));

  function begin(group: string, number: number): Waiting {
    const entry: Waiting = {
      group,
      number,
      lanes: lanesOf(group),
      since: performance.now(),
      isOver: false,
      timer: null,
      views: new Map(),
      seenBy: new Set(),
      done: Promise.withResolvers(),
    };
    waiting.set(number, entry);
    return entry;
  }

  /**
   * Concludes a part unless a view is awaited: from a lane that sees the part, or, until time is over, from
   * any running lane.
   */
  function concludeIfDone(entry: Waiting): void {
    const isAwaited = (lane: number): boolean =>
      !entry.views.has(lane) && runs(lane) && (entry.seenBy.has(lane) || !entry.isOver);
    if (entry.lanes.every(({ number }) => !isAwaited(number))) conclude(entry);
  }

  function conclude(entry: Waiting): void {
    if (!waiting.delete(entry.number)) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    const grouped = combined(entry);
    if (grouped !== null) {
      for (const { count } of entry.views.values()) count(grouped.part.verdict);
      onPart(grouped);
    }
    entry.done.resolve(undefined);
  }

  return {
    numberFor(group, lane) {
      const now = performance.now();
      const open = [...waiting.values()].find(
        (one) => one.group === group && !one.seenBy.has(lane) && now - one.since <= spanOf(group),
      );
      const entry = open ?? begin(group, nextNumber());
      entry.seenBy.add(lane);
      return entry.number;
    },
    expect(group, partNumber, lanes) {
      const entry = begin(group, partNumber);
      for (const lane of lanes) entry.seenBy.add(lane);
    },
    add(view) {
      const { partNumber, lane } = view.part;
      const entry = partNumber === null ? undefined : waiting.get(partNumber);
      // A view that comes after its part was concluded stays in the log by itself.
      if (entry === undefined) return;
      entry.views.set(lane, view);
      concludeIfDone(entry);
      if (!waiting.has(entry.number)) return;
      entry.timer ??= setTimeout(() => {
        entry.isOver = true;
        concludeIfDone(entry);
      }, spanOf(entry.group));
    },
    async ended(lane) {
      for (const entry of [...waiting.values()]) {
        if (entry.views.size > 0) concludeIfDone(entry);
      }
      const seen = [...waiting.values()].filter(({ views }) => views.has(lane));
      if (seen.length === 0) return;
      const limit = setTimeout(() => seen.forEach(conclude), usualSpanMs);
      await Promise.all(seen.map(({ done }) => done.promise));
      clearTimeout(limit);
    },
    close() {
      for (const entry of [...waiting.values()]) conclude(entry);
    },
  };
}

/** Returns the longest time between the lanes' views of one part, milliseconds. */
function longestSpan(lanes: readonly Lane[]): number {
  const set = lanes.flatMap(({ viewsWithinMs }) => viewsWithinMs ?? []);
  if (set.length > 0) return Math.max(...set);
  return Math.max(usualSpanMs, ...lanes.map(({ deadlineMs }) => deadlineMs ?? 0));
}

/** @returns null if no lane saw anything */
function combined({ number, group, lanes, views }: Waiting): GroupedPart | null {
  const seen = [...views.values()].sort((one, other) => one.part.lane - other.part.lane);
  const [first] = seen;
  if (first === undefined) return null;
  const missing = lanes.filter((lane) => !views.has(lane.number));
  const shown: PartView[] = [...seen.map(viewOf), ...missing.map(missingView)].sort(
    (one, other) => one.lane - other.lane,
  );
  const verdict = worstOutcome(shown.map((view) => view.verdict));
  const worst = seen.find(({ part }) => part.verdict === verdict)?.part ?? withoutView(first.part, missing);
  return { part: { ...worst, partNumber: number, groupName: group }, views: shown };
}

function viewOf({ part, entryId }: ConcludedView): PartView {
  const { lane, laneName, verdict } = part;
  const isJudged = part.verdict !== notInspected;
  return {
    lane,
    laneName,
    verdict,
    entryId,
    score: isJudged ? part.score : null,
    reason: isJudged ? null : part.reason,
  };
}

/** Makes the view of a lane that gave none. */
export function missingView({ number, name }: Lane): PartView {
  return {
    lane: number,
    laneName: name,
    verdict: notInspected,
    score: null,
    reason: 'missing',
    entryId: null,
  };
}

/** Makes the part's result if lanes gave no view of it. */
function withoutView(part: PartResult, missing: readonly Lane[]): PartResult {
  const { sessionId, productId, modelId, frameNumber, name, capturedAt, lane, laneName, partNumber } = part;
  const names = missing.map((one) => `“${one.name}”`).join(', ');
  return {
    sessionId,
    productId,
    modelId,
    frameNumber,
    name,
    capturedAt,
    lane,
    laneName,
    partNumber,
    groupName: part.groupName,
    verdict: notInspected,
    reason: 'late',
    detail: detailOf(`No view of the part came from ${names}.`),
  };
}
