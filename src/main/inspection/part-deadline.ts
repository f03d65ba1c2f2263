import type { Verdict } from '../../shared/domain/verdict.ts';
import { triggeredAt, type IncomingPart } from './incoming-frame.ts';

/** How far a part is on its way to its outcome. */
export type Progress = 'waits' | 'runs';

/** The time that the line gives each part. */
export interface PartDeadline {
  /** Calls back when the time of a part is over. @returns ends it; null: the line gives all the time it takes */
  watch(part: IncomingPart, onOver: () => void): (() => void) | null;
  isOver(part: IncomingPart): boolean;
  /** Why a part is late. @param verdict one that came too late; null: there is none yet */
  why(progress: Progress, verdict: Verdict | null): Error;
}

/** @param milliseconds from the trigger of a part to its outcome; null: as long as it takes */
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
