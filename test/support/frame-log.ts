import { vi } from 'vitest';
import type { FrameListener, SourceFrame, UnreadableFrame } from '../../src/main/cameras/frame-source.ts';
import type { StationError } from '../../src/shared/domain/station-error.ts';

export interface FrameLog extends FrameListener {
  readonly frames: SourceFrame[];
  readonly unreadable: UnreadableFrame[];
  readonly problems: StationError[];
  /** Returns the names of the frames so far. */
  names(): (string | null)[];
  waitForFrames(count: number): Promise<void>;
  waitForUnreadable(count: number): Promise<void>;
  waitForProblems(count: number): Promise<void>;
}

/** Makes a listener that keeps the frames of a source and reports each as judged. */
export function frameLog(onFrame: (frame: SourceFrame) => unknown = () => undefined): FrameLog {
  const frames: SourceFrame[] = [];
  const unreadable: UnreadableFrame[] = [];
  const problems: StationError[] = [];
  return {
    frames,
    unreadable,
    problems,
    onFrame: async (frame) => {
      frames.push(frame);
      await onFrame(frame);
      return true;
    },
    onUnreadable: (frame) => {
      unreadable.push(frame);
      return false;
    },
    onProblem: (problem) => void problems.push(problem),
    names: () => frames.map(({ name }) => name),
    waitForFrames: (count) => vi.waitUntil(() => frames.length >= count, 20_000).then(() => undefined),
    waitForUnreadable: (count) =>
      vi.waitUntil(() => unreadable.length >= count, 20_000).then(() => undefined),
    waitForProblems: (count) => vi.waitUntil(() => problems.length >= count, 20_000).then(() => undefined),
  };
}
