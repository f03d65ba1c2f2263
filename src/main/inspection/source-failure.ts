import { messageOf } from '../../shared/domain/station-error.ts';
import type { FrameListener } from '../cameras/frame-source.ts';

/** A source that has named a problem, and then gives nothing for so long, has failed, milliseconds. */
const usualPatienceMs = 2000;

/** Whether the source of a lane's inspection has failed: it has said what is wrong, and nothing came since. */
export interface SourceFailure {
  /** What is wrong; null: nothing. */
  readonly message: string | null;
  /** @returns the listener, watched: all that the source gives goes through it */
  watch(listener: FrameListener): FrameListener;
  /** The source was given up. */
  clear(): void;
}

/** @param onChange called when it fails, and when it works again */
export function watchSource(onChange: () => void, patienceMs = usualPatienceMs): SourceFailure {
  let message: string | null = null;
  let timer: NodeJS.Timeout | null = null;

  function clear(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (message === null) return;
    message = null;
    onChange();
  }

  return {
    get message() {
      return message;
    },
    watch: (listener) => ({
      onFrame(frame) {
        clear();
        return listener.onFrame(frame);
      },
      onUnreadable(frame) {
        clear();
        return listener.onUnreadable(frame);
      },
      onProblem(problem) {
        listener.onProblem(problem);
        if (message !== null || timer !== null) return;
        timer = setTimeout(() => {
          timer = null;
          message = messageOf(problem);
          onChange();
        }, patienceMs).unref();
      },
      get sampleBits() {
        return listener.sampleBits;
      },
    }),
    clear,
  };
}
