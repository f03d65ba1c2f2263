import type { Counts } from '../../shared/contract/inspection.ts';
import type { LiveOutcome } from '../../shared/contract/live.ts';
import type { JudgedPart, UninspectedPart } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { noOutcomes } from '../../shared/domain/outcome.ts';
import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import { triggerKinds, type TriggerKind } from '../../shared/domain/triggers.ts';
import { encodeJpeg } from '../images/encode-image.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import { everyFrameQueue, latestFrameQueue, type FrameQueue } from './frame-queue.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { Pixels } from '../inference/protocol.ts';
import { frameOf } from '../inference/pixels.ts';
import type { LoadedModel } from '../inference/service.ts';
import type { Inspected } from '../log/recorder.ts';
import type { IncomingPart } from './incoming-frame.ts';
import { judgedPart, uninspectedPart, type SessionOfPart } from './judge-part.ts';

export interface SessionRunnerParts {
  readonly session: SessionOfPart;
  readonly source: Source;
  /** What makes a frame a part; `free` when left out. */
  readonly trigger?: TriggerKind;
  /** Numbers a part that has its turn; null: it is a frame, and none. Left out: nothing is numbered. */
  readonly numberPart?: () => number | null;
  readonly model: Pick<LoadedModel, 'provider' | 'run'>;
  /** The limits in force now; asked for each frame, so that a moved slider acts at once. */
  readonly limits: () => ThresholdsRecord;
  /**
   * Looks at a picture beside the training images, in the order of the frames. Where it throws, the part has no verdict.
   *
   * @returns whether the part is to have no verdict, since its picture is unlike those
   */
  readonly look: (pixels: Pixels, result: InferenceResult, capturedAt: number) => boolean;
  /** Logs a part. @returns the entry that shows it, null for a good one */
  readonly record: (inspected: Inspected) => Promise<number | null>;
  /** Called once for each part, in their order. @param map null where the part was not inspected */
  readonly onOutcome: (outcome: LiveOutcome, map: Float32Array | null, picture: Uint8Array | null) => void;
  /** Something beside the parts fails; their outcomes stand. */
  readonly onProblem: (error: unknown) => void;
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
  setPaused(paused: boolean): void;
  readonly paused: boolean;
  readonly counts: Counts;
  /** Takes no more parts; resolves when the last one is logged. */
  stop(): Promise<void>;
}

/** Frames that may be on their way into the log while the next ones are run. */
const mostBehind = 4;

const queues = { latest: latestFrameQueue, every: everyFrameQueue } as const;

interface Waiting {
  readonly part: IncomingPart;
  readonly done: (isKept: boolean) => void;
}

/** A part with its outcome. */
type Looked =
  | { readonly part: JudgedPart; readonly map: AnomalyMap; readonly judgedAt: number }
  | { readonly part: UninspectedPart; readonly map: null };

/** A part with the log's entry that shows it; null for a good one, and for one that is not in the database. */
type Logged = Looked & { readonly entryId: number | null };

/** @returns the picture for the windows; null: it cannot be shown, which changes nothing in the outcome */
async function jpegOf(pixels: Pixels): Promise<Uint8Array | null> {
  try {
    return await encodeJpeg(frameOf(pixels), 85);
  } catch {
    return null;
  }
}

/** Inspects the parts of one session: queue → graph → verdict → log → windows. Each part has one outcome. */
export function createSessionRunner(parts: SessionRunnerParts): SessionRunner {
  const { session, source, trigger = 'free', numberPart = () => null } = parts;
  const frames = triggerKinds[trigger].givesParts ? 'every' : sourceKinds[source.kind].frames;
  const queue: FrameQueue<Waiting> = queues[frames]();
  const counts = { ...noOutcomes, dropped: 0 };
  let paused = false;
  let onResume: () => void = () => undefined;
  let stopped = false;
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  /** Outcomes leave in the order of their parts, whatever the log takes for each. */
  let behind: Promise<void> = Promise.resolve();
  let behindCount = 0;

  /** Nothing is awaited between finding the queue empty and `running = false`: a part put meanwhile would be left lying. */
  async function work(): Promise<void> {
    running = true;
    for (let next = queue.take(); next !== null; next = queue.take()) {
      const { part, done } = next;
      // A part that came during the pause is looked at after it, never passed over.
      while (paused && !stopped) await new Promise<void>((resolve) => (onResume = resolve));
      if (stopped && paused) {
        done(false);
        continue;
      }
      const looked = await look(part);
      const finish = async (): Promise<void> => {
        let isKept = false;
        try {
          isKept = await conclude(part, looked);
        } catch (error) {
          tellProblem(error);
        } finally {
          behindCount -= 1;
          done(isKept);
        }
      };
      behindCount += 1;
      behind = behind.then(finish);
      if (behindCount >= mostBehind) await behind;
    }
    running = false;
  }

  /** Where only the latest frame counts, lets go of the one that waits. */
  function dropWaiting(): void {
    if (frames === 'latest') queue.take()?.done(false);
  }

  /** Has the model look at a part, and judges it by the limits of the moment. */
  async function look(incoming: IncomingPart): Promise<Looked> {
    const place = { ...session, partNumber: incoming.asked?.partNumber ?? numberPart() };
    if (incoming.pixels === null) {
      const { reason = 'unreadable', problem } = incoming;
      return { part: uninspectedPart(place, incoming, reason, problem), map: null };
    }
    try {
      const startedAt = performance.now();
      const result = await parts.model.run(incoming.pixels);
      const run = { result, provider: parts.model.provider, startedAt, endedAt: performance.now() };
      const { map, width, height } = result;
      const part = judgedPart(place, incoming, run, parts.limits());
      if (parts.look(incoming.pixels, result, incoming.capturedAt)) {
        return { part: uninspectedPart(place, incoming, 'unlike', null), map: null };
      }
      return { part, map: { map, width, height }, judgedAt: run.endedAt };
    } catch (error) {
      return { part: uninspectedPart(place, incoming, 'worker-failed', error), map: null };
    }
  }

  /** A problem that cannot be told stops no part. */
  function tellProblem(error: unknown): void {
    try {
      parts.onProblem(error);
    } catch {
      // There is no one else to tell it to.
    }
  }

  /** Logs a part and tells of it, whatever fails on the way. @returns whether its verdict is logged */
  async function conclude(incoming: IncomingPart, looked: Looked): Promise<boolean> {
    const shown = incoming.pixels !== null && incoming.showPicture ? incoming.pixels : null;
    const [logged, picture] = await Promise.all([log(incoming, looked), shown && jpegOf(shown)]);
    counts[logged.part.verdict] += 1;
    try {
      tell(logged, shown, picture);
    } catch (error) {
      tellProblem(error);
    }
    return logged.map !== null;
  }

  function tell(logged: Logged, shown: Pixels | null, picture: Uint8Array | null): void {
    const { part, map, entryId } = logged;
    const told = {
      entryId,
      counts: { ...counts },
      picture: shown && picture && { width: shown.width, height: shown.height, bytes: picture.length },
    };
    if (map === null) {
      parts.onOutcome({ ...part, ...told, kind: 'uninspected' }, null, picture);
      return;
    }
    const { width, height } = map;
    // The window is told what the log took, too.
    const post = part.timings.post + performance.now() - logged.judgedAt;
    const timings = { ...part.timings, post };
    parts.onOutcome({ ...part, ...told, kind: 'result', timings, map: { width, height } }, map.map, picture);
  }

  /** Logs a part. A verdict that the log cannot keep is none: the part is known as not inspected then. */
  async function log(incoming: IncomingPart, looked: Looked): Promise<Logged> {
    const { pixels } = incoming;
    const picture = pixels && (() => frameOf(pixels));
    const record = ({ part, map }: Looked): Promise<number | null> =>
      parts.record({ part, source, trigger, picture, map });
    try {
      return { ...looked, entryId: await record(looked) };
    } catch (error) {
      if (looked.map === null) return { ...looked, entryId: null };
      const place = { ...session, partNumber: looked.part.partNumber };
      const unlogged = { part: uninspectedPart(place, incoming, 'not-logged', error), map: null };
      return { ...unlogged, entryId: await record(unlogged).catch(() => null) };
    }
  }

  return {
    accept(part) {
      if (stopped || (paused && frames === 'latest')) return Promise.resolve(false);
      return new Promise((resolve) => {
        const replaced = queue.put({ part, done: resolve });
        if (replaced) {
          counts.dropped += 1;
          replaced.done(false);
        }
        if (!running) loop = work();
      });
    },
    addDropped: (count) => void (counts.dropped += count),
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
    async stop() {
      stopped = true;
      onResume();
      dropWaiting();
      await loop;
      await behind;
    },
  };
}
