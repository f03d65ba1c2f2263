import type { FrameListener, FrameSource } from '../cameras/frame-source.ts';

/** A source of frames whose listener may change while it runs. */
export interface FrameRelay {
  /** @throws StationError when the source is not there at all */
  start(listener: FrameListener): Promise<void>;
  /**
   * What arrived until now still goes to the listener there is, what arrives later to the next one. Resolves once that is
   * settled; `reached` when the last of the former has been handed over.
   */
  handOver(next: FrameListener): Promise<{ readonly reached: Promise<void> }>;
  /** Resolves once all that has arrived by now was dealt with, or the source has stopped. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

export function createFrameRelay(source: FrameSource): FrameRelay {
  let listener: FrameListener | null = null;
  let stop = (): Promise<void> => Promise.resolve();
  return {
    async start(first) {
      listener = first;
      stop = await source.start({
        onFrame: (frame) => listener?.onFrame(frame) ?? false,
        onUnreadable: (frame) => listener?.onUnreadable(frame) ?? false,
        onProblem: (problem) => listener?.onProblem(problem),
        get sampleBits() {
          return listener?.sampleBits;
        },
      });
    },
    async handOver(next) {
      const { promise: reached, resolve } = Promise.withResolvers<undefined>();
      const change = (): void => {
        listener = next;
        resolve(undefined);
      };
      // Nothing waits in a camera: its next picture is the next session's.
      if (source.mark) await source.mark(change);
      else change();
      return { reached };
    },
    caughtUp: () =>
      new Promise((resolve, reject) => {
        if (source.finished) source.finished().then(resolve, reject);
        else if (source.mark) source.mark(resolve).catch(reject);
        else resolve();
      }),
    stop: () => stop(),
  };
}
