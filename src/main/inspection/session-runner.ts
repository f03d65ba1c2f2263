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
  /**
   * Returns the number of a part at its turn; null: it is a frame and no part. Absent: nothing is numbered.
   */
  readonly numberPart?: () => number | null;
  /** Milliseconds from a part's trigger to its outcome; null or absent: unlimited. */
  readonly deadlineMs?: number | null;
  readonly model: Pick<LoadedModel, 'provider' | 'run'> & Partial<Pick<LoadedModel, 'stalledUntil'>>;
  /** Returns the limits in force; called for each frame, so that a moved slider takes effect at once. */
  readonly limits: () => ThresholdsRecord;
  /**
   * Compares a picture with the training images, in the order of frames. If it throws, the part has no
   * verdict.
   *
   * @returns whether the part must have no verdict because its picture is unlike these
   */
  readonly look: (pixels: Pixels, result: InferenceResult, part: JudgedPart) => boolean;
}

export interface SessionRunner {
  /**
   * Takes a part. Resolves when its outcome is known, or a newer frame replaced it. Never rejects.
   *
   * @returns whether the part was judged and its verdict stored
   */
  accept(part: IncomingPart): Promise<boolean>;
  /** Counts frames that were replaced before they reached the station. */
  addDropped(count: number): void;
  /** Counts a part that this lane saw together with others of its group. */
  addGrouped(outcome: Outcome): void;
  setPaused(paused: boolean): void;
  readonly paused: boolean;
  readonly counts: Counts;
  /** Whether a part is on its way to its outcome. */
  readonly isBusy: boolean;
  /** Number of parts without an outcome, and the arrival of the oldest by `performance.now()`; null: none. */
  readonly waiting: { readonly count: number; readonly since: number | null };
  /**
   * Takes no more parts; resolves when the last one is logged.
   *
   * @param soon does not wait for a model that does not answer
   */
  stop(soon?: boolean): Promise<void>;
}

/** Most frames being logged while the next ones run. */
const mostBehind = 4;
/** Most bytes of waiting pictures; a part beyond this is not inspected. */
const mostWaitingBytes = 512 * 2 ** 20;

const queues = { latest: latestFrameQueue, every: everyFrameQueue } as const;

/** A part on its way to its outcome. */
interface Entry {
  readonly part: IncomingPart;
  /** Returns the part's place; assigns its number at the first call. */
  readonly place: () => PlaceOfPart;
  progress: Progress;
  isDecided: boolean;
  /**
   * Sets the outcome; only the first call counts. Null: no outcome, because the frame is no part or comes
   * again.
   */
  readonly decide: (looked: Looked | null) => void;
  /** Resolves when this part and all earlier ones are logged and reported. */
  readonly concluded: Promise<boolean>;
}

/**
 * Inspects the parts of one session: queue → graph → verdict → log → windows. Each part gets one outcome, and
 * outcomes are reported in the order of the parts. A part without a verdict at the line's deadline is not
 * inspected, whatever the graph answers later.
 */
export function createSessionRunner(parts: SessionRunnerParts): SessionRunner {
  const { session, source, trigger = usualTrigger.kind, numberPart = () => null } = parts;
  const frames = framesLookedAt(source.kind, trigger);
  /** Whether uninspected frames come again at the next start, as in a folder. */
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
  /** Parts with an outcome that are not logged yet. */
  let behind = 0;
  /** Parts without an outcome, oldest first. */
  const undecided = new Set<Entry>();

  /**
   * Runs until the queue is empty. No `await` may come between finding it empty and `running = false`, or a
   * part put meanwhile would be forgotten.
   */
  async function work(): Promise<void> {
    running = true;
    for (let next = queue.take(); next !== null; next = queue.take()) {
      // A part that arrived during the pause is inspected after it, never dropped.
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

  /**
   * Makes the outcome of a part that still waited, in a pause or for the inspection process, when the
   * inspection ended.
   */
  function unseen({ part, place }: Entry): Looked {
    const during = paused ? 'during a pause' : 'while the inspection process was down';
    const why = new Error(`The inspection was stopped ${during}, before the part had its turn.`);
    return { part: uninspectedPart(place(), part, 'late', why), map: null };
  }

  /** Drops the waiting frame if only the latest one counts. */
  function dropWaiting(): void {
    if (frames === 'latest') queue.take()?.decide(null);
  }

  /** Runs the model on a part and judges it by the present limits. */
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

  /** Makes the outcome of a part whose time is over. */
  function overdue({ part, place, progress }: Entry): Looked {
    if (part.pixels === null) return lacking(place(), part);
    return { part: uninspectedPart(place(), part, 'late', deadline.why(progress, null)), map: null };
  }

  /** Replaces a verdict that came after the deadline, so that the log would start too late. */
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
      part,
      concluded,
      progress: 'waits',
      isDecided: false,
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
      // Runs of late parts are not awaited.
      await conclusions;
    },
  };
}

const bytesOf = ({ pixels }: IncomingPart): number => pixels?.data.length ?? 0;

/** Makes a part that is too much for the queue; it gets its outcome at its turn. */
function withoutPicture(part: IncomingPart): IncomingPart {
  const { number, name, capturedAt, arrivedAt, asked = null, triggeredAt } = part;
  const problem = new Error('More parts came than could be inspected, and too many pictures waited already.');
  return { number, name, capturedAt, arrivedAt, asked, triggeredAt, pixels: null, reason: 'late', problem };
}
