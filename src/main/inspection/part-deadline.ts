import type { Verdict } from '../../shared/domain/verdict.ts';
import { triggeredAt, type IncomingPart } from './incoming-frame.ts';

/** A part's progress towards its outcome. */
export type Progress = 'waits' | 'runs';

/** Watches the time that the line gives each part. */
export interface PartDeadline {
  /** Calls back when the part's time is over. @returns cancels the call; null: the line sets no deadline */
  watch(part: IncomingPart, onOver: () => void): (() => void) | null;
  isOver(part: IncomingPart): boolean;
  /** Returns why a part is late. @param verdict a verdict that came too late; null: there is none yet */
  why(progress: Progress, verdict: Verdict | null): Error;
}

/** @param milliseconds from a part's trigger to its outcome; null: unlimited */
export function partDeadline(milliseconds: number | null): PartDeadline {
  const left = (part: IncomingPart): number =>
    milliseconds === null ? Number.POSITIVE_INFINITY : triggeredAt(part) + milliseconds - performance.now();
  return {
    watch(part, onOver) {
      if (milliseconds === null) return null;
      const timer = setTimeout(onOver, Math.max(0, left(part)));
      return () => clearTimeout(timer);
    },
    isOver: (part) => left(part) <= 0,
    why: (progress, verdict) => new Error(whyLate(milliseconds ?? 0, progress, verdict)),
  };
}

function whyLate(milliseconds: number, progress: Progress, verdict: Verdict | null): string {
  if (verdict !== null) return `The verdict “${verdict}” came after ${milliseconds} ms and does not count.`;
  return progress === 'runs'
    ? `The model had not answered within ${milliseconds} ms.`
    : `The part waited for its turn for all of ${milliseconds} ms.`;
}
