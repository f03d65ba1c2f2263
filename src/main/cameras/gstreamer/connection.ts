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

/** After so long without a picture a camera is connected to anew, however seldom its pictures usually come. */
const leastSilenceMs = 2_000;
/** How long the first picture may take: a camera on the network is looked for, its settings are written. */
const firstPictureMs = 10_000;
const lookEveryMs = 250;

export interface ConnectionParts {
  readonly camera: StationCamera;
  /** What runs the pipeline. */
  readonly programs: CameraPrograms;
  readonly pipeline: Pipeline;
  readonly password: string | null;
  readonly feed: FrameFeed;
  readonly signal: AbortSignal;
  readonly onProblem: (problem: StationError) => void;
  /** Called with each picture, before it is handed over. */
  readonly onPicture: () => void;
  /** The camera is there and waits for its trigger. */
  readonly onWaiting: () => void;
  /** Whether there were pictures before, of this connection or another one. */
  readonly hasBegun: () => boolean;
}

/** What became of a connection. */
export interface ConnectionEnd {
  /** Pictures that it gave. */
  readonly pictures: number;
  /** `over`: the video has ended. */
  readonly kind: 'over' | 'broken';
  /** What is wrong; null where that has been told. */
  readonly problem: StationError | null;
}

/** What lasts from one connection of a camera to the next. */
interface Memory {
  size: Pick<Frame, 'width' | 'height'> | null;
}

/** @returns a function that connects to a camera and resolves when the connection has ended, for whatever reason */
export function cameraConnector(parts: ConnectionParts): () => Promise<ConnectionEnd> {
  const { camera, programs, pipeline, password, feed, signal, onProblem } = parts;
  const failure = (): CameraFailure => ({ camera, hasBegun: parts.hasBegun() });
  const memory: Memory = { size: null };
  /** A triggered camera is silent as long as nothing passes it, and a video as long as its frames take to be inspected. */
  const isFree = !pipeline.every;
  const faultOf = watchPictures({ canBeStuck: isFree });

  return async () => {
    let pictures = 0;
    let intervals: Intervals = [];
    let heardAt = performance.now();
    /** Whether what ends the connection has been told. */
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
      if (!isFree) return;
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
    const isVideo = 'repeats' in camera;
    if (end.kind === 'end' && isVideo && pictures > 0) return { pictures, kind: 'over', problem: null };
    const problem = told.length > 0 ? null : connectionProblem(failure(), end.words, password);
    return { pictures, kind: 'broken', problem };
  };
}
