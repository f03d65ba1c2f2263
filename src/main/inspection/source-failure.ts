import { messageOf } from '../../shared/domain/station-error.ts';
import type { FrameListener } from '../cameras/frame-source.ts';

/** Silence after a reported problem that makes the source failed, milliseconds. */
const usualPatienceMs = 2000;

/** Watches whether a lane's source has failed: it has reported a problem and given nothing since. */
export interface SourceFailure {
  /** The source's problem; null: none. */
  readonly message: string | null;
  /** Wraps the listener to watch everything that the source gives. */
  watch(listener: FrameListener): FrameListener;
  /** Forgets the failure because the source was closed. */
  clear(): void;
}

/** @param onChange called when the source fails or recovers */
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
