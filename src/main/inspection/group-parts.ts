import type { PartResult } from '../../shared/contract/part-result.ts';
import type { PartView } from '../../shared/contract/part-views.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import { detailOf } from '../../shared/domain/not-inspected.ts';
import { notInspected, type Outcome } from '../../shared/domain/outcome.ts';
import { worstOutcome } from '../../shared/domain/worst-outcome.ts';
import type { GroupedPart } from '../log/grouped-part.ts';

/** A view of a part, as its lane concluded it. */
export interface ConcludedView {
  readonly part: PartResult;
  readonly entryId: number | null;
  /** Counts the part in the inspection that saw it. */
  readonly count: (outcome: Outcome) => void;
}

export interface GroupPartsParts {
  /** The lanes of a group, by their numbers. */
  readonly lanesOf: (group: string) => readonly Lane[];
  /** Whether a lane takes parts now. */
  readonly runs: (lane: number) => boolean;
  readonly nextNumber: () => number;
  /** A part has all its views, or will get no more. */
  readonly onPart: (part: GroupedPart) => void;
}

export interface GroupParts {
  /**
   * The number of the part that a lane of a group sees now: that of the part that the others see, where it has not seen that yet.
   */
  numberFor(group: string, lane: number): number;
  /** Lanes of the group are asked for a part of this number: each will conclude its view, whatever becomes of it. */
  expect(group: string, partNumber: number, lanes: readonly number[]): void;
  /** A lane has concluded its view. */
  add(view: ConcludedView): void;
  /**
   * A lane takes no more parts: no other waits for its view. Other lanes have two seconds for theirs of the parts that it saw.
   *
   * @returns when each part that it saw is concluded
   */
  ended(lane: number): Promise<void>;
  /** Ends the waiting for views: what is missing is missing. */
  close(): void;
}

interface Waiting {
  readonly group: string;
  readonly number: number;
  readonly views: Map<number, ConcludedView>;
  /** Lanes that see it: they have its number, and will conclude. */
  readonly seenBy: Set<number>;
  readonly since: number;
  /** Whether the time is over in which a lane may begin to see it. */
  isOver: boolean;
  timer: NodeJS.Timeout | null;
  /** Resolves once it is concluded. */
  readonly done: PromiseWithResolvers<undefined>;
}

/** Lanes begin to see one part at the same time, but for this, milliseconds; a deadline of theirs may be longer. */
const usualSpanMs = 2000;

/** Puts the views of lanes together that look at the same part. */
export function createGroupParts({ lanesOf, runs, nextNumber, onPart }: GroupPartsParts): GroupParts {
  const waiting = new Map<number, Waiting>();

  const spanOf = (group: string): number =>
    Math.max(usualSpanMs, ...lanesOf(group).map(({ deadlineMs }) => deadlineMs ?? 0));

  function begin(group: string, number: number): Waiting {
    const entry: Waiting = {
      ...{ group, number, since: performance.now(), isOver: false, timer: null },
      ...{ views: new Map(), seenBy: new Set(), done: Promise.withResolvers() },
    };
    waiting.set(number, entry);
    return entry;
  }

  /** A lane that sees the part is waited for; one that does not see it yet, as long as lanes are apart. */
  function concludeIfDone(entry: Waiting): void {
    const isAwaited = (lane: number): boolean =>
      !entry.views.has(lane) && runs(lane) && (entry.seenBy.has(lane) || !entry.isOver);
    if (lanesOf(entry.group).every(({ number }) => !isAwaited(number))) conclude(entry);
  }

  function conclude(entry: Waiting): void {
    if (!waiting.delete(entry.number)) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    const grouped = combined(entry, lanesOf(entry.group));
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
      // One that comes when its part was concluded without it stands in the log by itself.
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

/** @returns null where no lane saw anything */
function combined({ number, group, views }: Waiting, lanes: readonly Lane[]): GroupedPart | null {
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
    ...{ lane, laneName, verdict, entryId },
    score: isJudged ? part.score : null,
    reason: isJudged ? null : part.reason,
  };
}

/** What a lane saw that gave no view. */
export function missingView({ number, name }: Lane): PartView {
  return {
    ...{ lane: number, laneName: name, verdict: notInspected },
    ...{ score: null, reason: 'missing', entryId: null },
  };
}

/** The part where a lane has no view of it. */
function withoutView(part: PartResult, missing: readonly Lane[]): PartResult {
  const { sessionId, productId, modelId, frameNumber, name, capturedAt, lane, laneName, partNumber } = part;
  const names = missing.map((one) => `“${one.name}”`).join(', ');
  return {
    ...{ sessionId, productId, modelId, frameNumber, name, capturedAt, lane, laneName, partNumber },
    ...{ groupName: part.groupName, verdict: notInspected, reason: 'late' },
    detail: detailOf(`No view of the part came from ${names}.`),
  };
}
