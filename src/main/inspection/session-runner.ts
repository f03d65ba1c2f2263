import type { Counts } from '../../shared/contract/inspection.ts';
import type { LiveResult } from '../../shared/contract/live.ts';
import type { PartResult, Timings } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import { judge, limitsOf } from '../../shared/domain/verdict.ts';
import { encodeJpeg } from '../images/encode-image.ts';
import { everyFrameQueue, latestFrameQueue, type FrameQueue } from './frame-queue.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { Pixels } from '../inference/protocol.ts';
import { frameOf } from '../inference/pixels.ts';
import type { LoadedModel } from '../inference/service.ts';
import type { Inspected } from '../log/recorder.ts';
import type { IncomingFrame } from './incoming-frame.ts';

export interface SessionRunnerParts {
  readonly session: Pick<PartResult, 'sessionId' | 'productId' | 'modelId'>;
  readonly source: Source;
  readonly model: Pick<LoadedModel, 'provider' | 'run'>;
  /** The limits in force now; asked for each frame, so that a moved slider acts at once. */
  readonly limits: () => ThresholdsRecord;
  /** Looks at a picture beside the training images, in the order of the frames. */
  readonly look: (pixels: Pixels, result: InferenceResult, capturedAt: number) => void;
  /** Logs an inspection. @returns the entry that shows it, null for a good one */
  readonly record: (inspected: Inspected) => Promise<number | null>;
  readonly onResult: (result: LiveResult, map: Float32Array, picture: Uint8Array | null) => void;
  readonly onProblem: (error: unknown, number: number | null) => void;
}

export interface SessionRunner {
  /**
   * Takes a frame. Resolves when it was inspected, or when a newer one replaced it.
   *
   * @returns whether it has a verdict that was logged
   */
  accept(frame: IncomingFrame): Promise<boolean>;
  /** Counts frames that were replaced before they reached the station. */
  addDropped(count: number): void;
  setPaused(paused: boolean): void;
  readonly paused: boolean;
  readonly counts: Counts;
  /** Takes no more frames; resolves when the last one is logged. */
  stop(): Promise<void>;
}

/** Frames that may be on their way into the log while the next ones are run. */
const mostBehind = 4;

const queues = { latest: latestFrameQueue, every: everyFrameQueue } as const;

interface Waiting {
  readonly frame: IncomingFrame;
  readonly done: (isKept: boolean) => void;
}

/** Inspects the frames of one session: queue → graph → verdict → log → windows. */
export function createSessionRunner(parts: SessionRunnerParts): SessionRunner {
  const { frames } = sourceKinds[parts.source.kind];
  const queue: FrameQueue<Waiting> = queues[frames]();
  const counts = { good: 0, review: 0, defect: 0, dropped: 0 };
  let paused = false;
  let onResume: () => void = () => undefined;
  let stopped = false;
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  /** Verdicts leave in the order of their frames, whatever the log takes for each. */
  let behind: Promise<void> = Promise.resolve();
  let behindCount = 0;

  /** Nothing is awaited between finding the queue empty and `running = false`: a frame put meanwhile would be left lying. */
  async function work(): Promise<void> {
    running = true;
    for (let next = queue.take(); next !== null; next = queue.take()) {
      const { frame, done } = next;
      // A part that came during the pause is looked at after it, never passed over.
      while (paused && !stopped) await new Promise<void>((resolve) => (onResume = resolve));
      if (stopped && paused) {
        done(false);
        continue;
      }
      const started = performance.now();
      try {
        const result = await parts.model.run(frame.pixels);
        const finish = async (): Promise<void> => {
          const isKept = await conclude(frame, result, started).catch((error: unknown) => {
            parts.onProblem(error, frame.number);
            return false;
          });
          behindCount -= 1;
          done(isKept);
        };
        behindCount += 1;
        behind = behind.then(finish);
        if (behindCount >= mostBehind) await behind;
      } catch (error) {
        parts.onProblem(error, frame.number);
        done(false);
      }
    }
    running = false;
  }

  /** Where only the latest frame counts, lets go of the one that waits. */
  function dropWaiting(): void {
    if (frames === 'latest') queue.take()?.done(false);
  }

  /** @returns whether the verdict was logged */
  async function conclude(frame: IncomingFrame, result: InferenceResult, started: number): Promise<boolean> {
    const ran = performance.now();
    const limits = parts.limits();
    const regions = findRegions(result.map, result.height, result.width, limits);
    const verdict = judge({ score: result.score, largestRegion: regions.largest }, limits);
    counts[verdict] += 1;
    const timesAt = (now: number): Timings => ({
      capture: frame.captureMs,
      queue: Math.max(0, started - frame.arrivedAt),
      run: result.runMs,
      // All that is not the graph itself: the way to the inference process and back, verdict and log.
      post: Math.max(0, now - started - result.runMs),
    });
    const part: PartResult = {
      ...parts.session,
      frameNumber: frame.number,
      name: frame.name,
      capturedAt: frame.capturedAt,
      score: result.score,
      verdict,
      thresholds: { id: limits.id, ...limitsOf(limits) },
      regions,
      provider: parts.model.provider,
      timings: timesAt(ran),
    };
    const { pixels } = frame;
    parts.look(pixels, result, frame.capturedAt);
    const size = { width: result.width, height: result.height };
    let isKept = true;
    const [entryId, picture] = await Promise.all([
      parts
        .record({
          part,
          source: parts.source,
          picture: () => frameOf(pixels),
          map: { ...size, map: result.map },
        })
        .catch((error: unknown) => {
          // The verdict still reaches the operator; that it could not be kept is said aloud.
          parts.onProblem(notLogged(error), frame.number);
          isKept = false;
          return null;
        }),
      frame.showPicture ? encodeJpeg(frameOf(pixels), 85) : null,
    ]);
    parts.onResult(
      {
        ...part,
        kind: 'result',
        entryId,
        // The window is told what the log took, too.
        timings: timesAt(performance.now()),
        counts: { ...counts },
        map: size,
        picture: picture && { width: pixels.width, height: pixels.height, bytes: picture.length },
      },
      result.map,
      picture,
    );
    return isKept;
  }

  return {
    accept(frame) {
      if (stopped || (paused && frames === 'latest')) return Promise.resolve(false);
      return new Promise((resolve) => {
        const replaced = queue.put({ frame, done: resolve });
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

function notLogged(error: unknown): unknown {
  if (!(error instanceof StationError)) return error;
  return new StationError(error.code, `A verdict could not be logged. ${error.message}`, error.detail);
}
