import type { Counts } from '../../shared/contract/inspection.ts';
import type { JudgedPart } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { noOutcomes, type Outcome } from '../../shared/domain/outcome.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { framesLookedAt, sourceKinds } from '../../shared/domain/source-kinds.ts';
import { usualTrigger } from '../../shared/domain/triggers.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { Pixels } from '../inference/protocol.ts';
import type { LoadedModel } from '../inference/service.ts';
import { partConcluder, type ConclusionParts, type Looked } from './conclude-part.ts';
import { everyFrameQueue, latestFrameQueue, type FrameQueue } from './frame-queue.ts';
import type { IncomingPart, UnreadablePart } from './incoming-frame.ts';
import { judgedPart, uninspectedPart, type PlaceOfPart } from './judge-part.ts';
import { createModelRuns } from './model-runs.ts';
import { partDeadline, type Progress } from './part-deadline.ts';

export interface SessionRunnerParts extends ConclusionParts {
  /** Numbers a part that has its turn; null: it is a frame, and none. Left out: nothing is numbered. */
  readonly numberPart?: () => number | null;
  /** Milliseconds from a part's trigger to its outcome; null or left out: as long as it takes. */
  readonly deadlineMs?: number | null;
  readonly model: Pick<LoadedModel, 'provider' | 'run'> & Partial<Pick<LoadedModel, 'stalledUntil'>>;
  /** The limits in force now; asked for each frame, so that a moved slider acts at once. */
  readonly limits: () => ThresholdsRecord;
  /**
   * Looks at a picture beside the training images, in the order of the frames. Where it throws, the part has no verdict.
   *
   * @returns whether the part is to have no verdict, since its picture is unlike those
   */
  readonly look: (pixels: Pixels, result: InferenceResult, part: JudgedPart) => boolean;
}

export interface SessionRunner {
  /**
   * Takes a part. Resolves when its outcome is known, or when a newer frame replaced it. Never rejects.
   *
   * @returns whether it was judged and its verdict kept
   */
  accept(part: IncomingPart): Promise<boolean>;
  /** Counts frames that were replaced before they reached the station. */
  addDropped(count: number): void;
  /** Counts a part that the lanes of a group looked at, this one among them. */
  addGrouped(outcome: Outcome): void;
  setPaused(paused: boolean): void;
  readonly paused: boolean;
  readonly counts: Counts;
  /** Whether a part is on its way to its outcome. */
  readonly isBusy: boolean;
  /** Parts without an outcome, and when the oldest of them arrived, of `performance.now()`; null: there is none. */
  readonly waiting: { readonly count: number; readonly since: number | null };
  /** Takes no more parts; resolves when the last one is logged. @param soon waits for no model that does not answer */
  stop(soon?: boolean): Promise<void>;
}

/** Frames that may be on their way into the log while the next ones are run. */
const mostBehind = 4;
/** Pictures that wait take up so many bytes at most; a part that comes beyond is not inspected. */
const mostWaitingBytes = 512 * 2 ** 20;

const queues = { latest: latestFrameQueue, every: everyFrameQueue } as const;

/** A part on its way to its outcome. */
interface Entry {
  readonly part: IncomingPart;
  /** Where it stands among the parts; it has its number when it is asked for the first time. */
  readonly place: () => PlaceOfPart;
  progress: Progress;
  isDecided: boolean;
  /** Says what became of it; the first word counts. Null: it has no outcome, since it is no part, or comes again. */
  readonly decide: (looked: Looked | null) => void;
  /** Resolves when it and all before it are logged and told. */
  readonly concluded: Promise<boolean>;
}

/**
 * Inspects the parts of one session: queue → graph → verdict → log → windows. Each part has one outcome, and outcomes leave in the
 * order of their parts. Where the line has a deadline, a part without a verdict by then is not inspected, whatever the graph says
 * later.
 */
export function createSessionRunner(parts: SessionRunnerParts): SessionRunner {
  const { session, source, trigger = usualTrigger.kind, numberPart = () => null } = parts;
  const frames = framesLookedAt(source.kind, trigger);
  /** What was not looked at in a folder is there at the next start. */
  const comesAgain = sourceKinds[source.kind].frames === 'every';
  const queue: FrameQueue<Entry> = queues[frames]();
  const counts = { ...noOutcomes, dropped: 0 };
  const deadline = partDeadline(parts.deadlineMs ?? null);
  const conclude = partConcluder(parts, counts);
  const runs = createModelRuns(parts.model, frames === 'every');
  let waitingBytes = 0;
  let paused = false;
  let onResume: () => void = () => undefined;
  let stopped = false;
  let running = false;
  let conclusions: Promise<unknown> = Promise.resolve();
  /** Parts that have their outcome and are not logged yet. */
  let behind = 0;
  /** Parts without an outcome, the oldest first. */
  const undecided = new Set<Entry>();

  /** Nothing is awaited between finding the queue empty and `running = false`: a part put meanwhile would be left lying. */
  async function work(): Promise<void> {
    running = true;
    for (let next = queue.take(); next !== null; next = queue.take()) {
      // A part that came during the pause is looked at after it, never passed over.
      while (paused && !stopped && !next.isDecided) {
        await new Promise<void>((resolve) => (onResume = resolve));
      }
      const mayBeOld = runs.isStalled;
      if (mayBeOld) await runs.untilThere(() => !next.isDecided);
      waitingBytes -= bytesOf(next.part);
      if (next.isDecided) continue;
      if (stopped && (paused || runs.isStalled)) {
        next.decide(comesAgain ? null : unseen(next));
        continue;
      }
      if (mayBeOld && frames === 'latest' && queue.length > 0) {
        counts.dropped += 1;
        next.decide(null);
        continue;
      }
      if (deadline.isOver(next.part)) {
        next.decide(overdue(next));
        continue;
      }
      next.progress = 'runs';
      next.decide(await look(next));
      if (behind >= mostBehind) await next.concluded;
    }
    running = false;
  }

  /** The part waited in a pause that the inspection ended in, or for the inspection process. */
  function unseen({ part, place }: Entry): Looked {
    const during = paused ? 'during a pause' : 'while the inspection process was down';
    const why = new Error(`The inspection was stopped ${during}, before the part had its turn.`);
    return { part: uninspectedPart(place(), part, 'late', why), map: null };
  }

  /** Where only the latest frame counts, lets go of the one that waits. */
  function dropWaiting(): void {
    if (frames === 'latest') queue.take()?.decide(null);
  }

  /** Has the model look at a part, and judges it by the limits of the moment. */
  async function look(entry: Entry): Promise<Looked> {
    const { part: incoming } = entry;
    const place = entry.place();
    if (incoming.pixels === null) return lacking(place, incoming);
    try {
      const startedAt = performance.now();
      const result = await runs.run(incoming.pixels, () => !entry.isDecided);
      const run = { result, provider: parts.model.provider, startedAt, endedAt: performance.now() };
      const { map, width, height } = result;
      const part = judgedPart(place, incoming, run, parts.limits());
      if (parts.look(incoming.pixels, result, part)) {
        return { part: uninspectedPart(place, incoming, 'unlike', null), map: null };
      }
      return { part, map: { map, width, height }, judgedAt: run.endedAt, pose: result.pose };
    } catch (error) {
      const isOutOfPlace = error instanceof StationError && error.code === 'OUT_OF_PLACE';
      const reason = isOutOfPlace ? 'out-of-place' : 'worker-failed';
      return { part: uninspectedPart(place, incoming, reason, error), map: null };
    }
  }

  function lacking(place: PlaceOfPart, part: UnreadablePart): Looked {
    const { reason = 'unreadable', problem } = part;
    return { part: uninspectedPart(place, part, reason, problem), map: null };
  }

  /** What a part comes to whose time is over. */
  function overdue({ part, place, progress }: Entry): Looked {
    if (part.pixels === null) return lacking(place(), part);
    return { part: uninspectedPart(place(), part, 'late', deadline.why(progress, null)), map: null };
  }

  /** A verdict that the log can only begin to take after the deadline is late as well. */
  function inTime({ part, place }: Entry, looked: Looked): Looked {
    if (looked.map === null || !deadline.isOver(part)) return looked;
    const why = deadline.why('runs', looked.part.verdict);
    return { part: uninspectedPart(place(), part, 'late', why), map: null };
  }

  function enter(part: IncomingPart): Entry {
    const { promise: outcome, resolve } = Promise.withResolvers<Looked | null>();
    const concluded = conclusions
      .then(() => outcome)
      .then(async (looked) => {
        if (looked === null) return false;
        const isKept = await conclude(part, inTime(entry, looked));
        behind -= 1;
        return isKept;
      });
    conclusions = concluded;
    let number: number | null | undefined;
    const entry: Entry = {
      ...{ part, concluded, progress: 'waits', isDecided: false },
      place: () => ({
        ...session,
        partNumber: (number ??= part.asked?.partNumber ?? numberPart()),
      }),
      decide(looked) {
        if (entry.isDecided) return;
        entry.isDecided = true;
        unwatch?.();
        undecided.delete(entry);
        if (looked !== null) behind += 1;
        resolve(looked);
      },
    };
    undecided.add(entry);
    const unwatch = deadline.watch(part, () => {
      if (queue.remove(entry)) waitingBytes -= bytesOf(part);
      entry.decide(overdue(entry));
    });
    return entry;
  }

  return {
    accept(part) {
      if (stopped || (paused && frames === 'latest')) return Promise.resolve(false);
      const isFull = frames === 'every' && waitingBytes > mostWaitingBytes;
      const entry = enter(isFull ? withoutPicture(part) : part);
      waitingBytes += bytesOf(entry.part);
      const replaced = queue.put(entry);
      if (replaced) {
        counts.dropped += 1;
        waitingBytes -= bytesOf(replaced.part);
        replaced.decide(null);
      }
      if (!running) void work();
      return entry.concluded;
    },
    addDropped: (count) => void (counts.dropped += count),
    addGrouped: (outcome) => void (counts[outcome] += 1),
    setPaused(value) {
      paused = value;
      if (value) dropWaiting();
      else onResume();
    },
    get paused() {
      return paused;
    },
    get counts() {
      return { ...counts };
    },
    get isBusy() {
      return undecided.size + behind > 0;
    },
    get waiting() {
      const [oldest] = undecided;
      return { count: undecided.size, since: oldest?.part.arrivedAt ?? null };
    },
    async stop(soon = false) {
      stopped = true;
      if (soon) runs.stop();
      onResume();
      dropWaiting();
      // A run whose part was late already is not waited for.
      await conclusions;
    },
  };
}

const bytesOf = ({ pixels }: IncomingPart): number => pixels?.data.length ?? 0;

/** A part that came while too many pictures wait: it has its outcome in its turn. */
function withoutPicture(part: IncomingPart): IncomingPart {
  const { number, name, capturedAt, arrivedAt, asked = null, triggeredAt } = part;
  const problem = new Error('More parts came than could be inspected, and too many pictures waited already.');
  return {
    ...{ number, name, capturedAt, arrivedAt, asked, triggeredAt },
    pixels: null,
    reason: 'late',
    problem,
  };
}
