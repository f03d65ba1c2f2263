import { vi } from 'vitest';
import type { FrameListener, SourceFrame } from '../../src/main/cameras/frame-source.ts';
import type { StationError } from '../../src/shared/domain/station-error.ts';

export interface FrameLog extends FrameListener {
  readonly frames: SourceFrame[];
  readonly problems: StationError[];
  /** Names of the frames so far. */
  names(): (string | null)[];
  waitForFrames(count: number): Promise<void>;
  waitForProblems(count: number): Promise<void>;
}

/** A listener that keeps what a frame source gives. */
export function frameLog(onFrame: FrameListener['onFrame'] = () => undefined): FrameLog {
  const frames: SourceFrame[] = [];
  const problems: StationError[] = [];
  return {
    frames,
    problems,
    onFrame: (frame) => {
      frames.push(frame);
      return onFrame(frame);
    },
    onProblem: (problem) => void problems.push(problem),
    names: () => frames.map(({ name }) => name),
    waitForFrames: (count) => vi.waitUntil(() => frames.length >= count, 20_000).then(() => undefined),
    waitForProblems: (count) => vi.waitUntil(() => problems.length >= count, 20_000).then(() => undefined),
  };
}
