import type { Frame } from '../../../shared/domain/frame.ts';
import { addressOf } from '../../../shared/domain/source-kinds.ts';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import type { StationError } from '../../../shared/domain/station-error.ts';
import { silenceAfter, withInterval, type Intervals } from '../../../shared/domain/usual-interval.ts';
import {
  connectionProblem,
  pictureProblem,
  saysError,
  silenceProblem,
  sizeProblem,
  streamEnded,
  videoBreaksOff,
  videoOver,
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
  /** `over`: the video has ended · `damaged`: it cannot be read any further · `broken`: the camera is gone. */
  readonly kind: 'over' | 'damaged' | 'broken';
  /** Problem to report; null if there is none or it was already reported. */
  readonly problem: StationError | null;
}

/** Data kept from one connection of a camera to the next. */
interface Memory {
  size: Pick<Frame, 'width' | 'height'> | null;
  /** Most pictures of a video that one connection gave. */
  given: number;
}

/** @returns a function that connects to the camera and resolves when the connection has ended, for any reason */
export function cameraConnector(parts: ConnectionParts): () => Promise<ConnectionEnd> {
  const { camera, programs, pipeline, password, feed, signal, onProblem } = parts;
  const failure = (): CameraFailure => ({ camera, hasBegun: parts.hasBegun() });
  const memory: Memory = { size: null, given: 0 };
  /** Whether the camera gives pictures all the time. A triggered camera waits for parts, a video for us. */
  const isFree = !pipeline.every;
  const isVideo = 'repeats' in camera;
  /** Whether each frame is inspected once, so that a second connection passes over those of the first. */
  const isOnce = isVideo && !camera.repeats;
  const faultOf = watchPictures({ canBeStuck: isFree });

  return async () => {
    let pictures = 0;
    let intervals: Intervals = [];
    let heardAt = performance.now();
    let isUnderWay = false;
    let isSilent = false;
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
          isSilent = false;
          if (isOnce && pictures <= memory.given) return;
          parts.onPicture();
          lookAt(frame, now);
          const offered = feed.offer(frame, begunAt);
          if (isFree) return offered;
          isUnderWay = true;
          return Promise.resolve(offered).then(() => {
            isUnderWay = false;
            heardAt = performance.now();
          });
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
      if ((!isFree && !isVideo) || isUnderWay) return;
      const least = isVideo ? firstPictureMs : leastSilenceMs;
      const silence = pictures === 0 ? firstPictureMs : silenceAfter(intervals, least);
      const quietMs = performance.now() - heardAt;
      if (quietMs < silence || told.length > 0 || isSilent) return;
      const problem = silenceProblem(failure(), Math.round(quietMs / 1_000));
      // A video whose disk does not answer goes on where it was; from its beginning, parts would come again.
      if (isVideo && pictures > 0) {
        isSilent = true;
        return onProblem(problem);
      }
      tell(problem);
      running.kill();
    }, lookEveryMs);
    const onAbort = (): void => void running.stop();
    signal.addEventListener('abort', onAbort, { once: true });
    const end = await running.ended;
    signal.removeEventListener('abort', onAbort);
    clearInterval(watching);
    if (isVideo && pictures > 0) {
      const { given } = memory;
      memory.given = Math.max(given, pictures);
      if (end.kind === 'end') {
        const problem = videoOver({ camera, pictures, isDamaged: end.isDamaged });
        return { pictures, kind: 'over', problem };
      }
      // A reader that gets no further the second time dies of the video.
      if (saysError(end.words) || (isOnce && pictures <= given)) {
        const problem = videoBreaksOff({ camera, pictures: memory.given }, end.words);
        return { pictures, kind: 'damaged', problem };
      }
    }
    const ended = end.kind === 'end' && pictures > 0 ? streamEnded(camera) : null;
    const problem = told.length > 0 ? null : (ended ?? connectionProblem(failure(), end.words, password));
    return { pictures, kind: 'broken', problem };
  };
}
