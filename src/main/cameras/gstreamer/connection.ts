import type { Frame } from '../../../shared/domain/frame.ts';
import { addressOf } from '../../../shared/domain/source-kinds.ts';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import type { StationError } from '../../../shared/domain/station-error.ts';
import { silenceAfter, withInterval, type Intervals } from '../../../shared/domain/usual-interval.ts';
import {
  connectionProblem,
  pictureProblem,
  silenceProblem,
  sizeProblem,
  type CameraFailure,
} from './camera-problem.ts';
import type { CameraPrograms } from './elements.ts';
import type { FrameFeed } from './frame-feed.ts';
import { watchPictures } from './picture-faults.ts';
import type { Pipeline } from './pipeline.ts';
import { runPipeline } from './pipeline-process.ts';

/** Least silence before the station reconnects to a camera, milliseconds; longer if its pictures come rarely. */
const leastSilenceMs = 2_000;
/** Longest wait for the first picture; finding a network camera and writing its settings takes time. */
const firstPictureMs = 10_000;
const lookEveryMs = 250;

export interface ConnectionParts {
  readonly camera: StationCamera;
  /** Programs that run the pipeline. */
  readonly programs: CameraPrograms;
  readonly pipeline: Pipeline;
  readonly password: string | null;
  readonly feed: FrameFeed;
  readonly signal: AbortSignal;
  readonly onProblem: (problem: StationError) => void;
  /** Called for each picture before its hand-over to the feed. */
  readonly onPicture: () => void;
  /** Called when the camera is connected and waits for its trigger. */
  readonly onWaiting: () => void;
  /** Returns whether this connection or an earlier one gave pictures. */
  readonly hasBegun: () => boolean;
}

/** How a connection ended. */
export interface ConnectionEnd {
  /** Number of pictures that the connection gave. */
  readonly pictures: number;
  /** `over`: the video has ended. */
  readonly kind: 'over' | 'broken';
  /** Problem to report; null if there is none or it was already reported. */
  readonly problem: StationError | null;
}

/** Data kept from one connection of a camera to the next. */
interface Memory {
  size: Pick<Frame, 'width' | 'height'> | null;
}

/** @returns a function that connects to the camera and resolves when the connection has ended, for any reason */
export function cameraConnector(parts: ConnectionParts): () => Promise<ConnectionEnd> {
  const { camera, programs, pipeline, password, feed, signal, onProblem } = parts;
  const failure = (): CameraFailure => ({ camera, hasBegun: parts.hasBegun() });
  const memory: Memory = { size: null };
  /**
   * Whether silence is a fault. It is none for a triggered camera, which waits for parts, and for a video, which
   * waits for the inspection of its frames.
   */
  const isFree = !pipeline.every;
  const isVideo = 'repeats' in camera;
  const faultOf = watchPictures({ canBeStuck: isFree });

  return async () => {
    let pictures = 0;
    let intervals: Intervals = [];
    let heardAt = performance.now();
    /** Reported problems that end the connection. */
    const told: StationError[] = [];
    const tell = (problem: StationError): void => {
      told.push(problem);
      onProblem(problem);
    };

    const name = addressOf(camera) ?? camera.kind;
    const running = runPipeline(
      programs,
      { pipeline, name },
      {
        onReady() {
          if (!isFree) parts.onWaiting();
        },
        onFrame(frame, begunAt) {
          const now = performance.now();
          if (pictures > 0) intervals = withInterval(intervals, now - heardAt);
          heardAt = now;
          pictures += 1;
          parts.onPicture();
          lookAt(frame, now);
          return feed.offer(frame, begunAt);
        },
      },
    );

    function lookAt(frame: Frame, now: number): void {
      const { size } = memory;
      if (size !== null && (size.width !== frame.width || size.height !== frame.height)) {
        onProblem(sizeProblem(camera, size, frame));
      }
      memory.size = { width: frame.width, height: frame.height };
      const fault = faultOf(frame, now);
      if (fault === null) return;
      if (fault !== 'stuck') return onProblem(pictureProblem(camera, fault));
      tell(pictureProblem(camera, fault));
      running.kill();
    }

    const watching = setInterval(() => {
      // A video waits for the inspection of its frames, but its first one has to come.
      if (!isFree && (!isVideo || pictures > 0)) return;
      const silence = pictures === 0 ? firstPictureMs : silenceAfter(intervals, leastSilenceMs);
      const quietMs = performance.now() - heardAt;
      if (quietMs < silence || told.length > 0) return;
      tell(silenceProblem(failure(), Math.round(quietMs / 1_000)));
      running.kill();
    }, lookEveryMs);
    const onAbort = (): void => void running.stop();
    signal.addEventListener('abort', onAbort, { once: true });
    const end = await running.ended;
    signal.removeEventListener('abort', onAbort);
    clearInterval(watching);
    if (end.kind === 'end' && isVideo && pictures > 0) return { pictures, kind: 'over', problem: null };
    const problem = told.length > 0 ? null : connectionProblem(failure(), end.words, password);
    return { pictures, kind: 'broken', problem };
  };
}
