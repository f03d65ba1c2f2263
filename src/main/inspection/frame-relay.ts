import type { FrameListener, FrameSource } from '../cameras/frame-source.ts';

/** A source of frames whose listener may be replaced while it runs. */
export interface FrameRelay {
  /** @throws StationError if the source does not exist */
  start(listener: FrameListener): Promise<void>;
  /**
   * Replaces the listener. Frames that arrived before still go to the old listener, later ones to the next.
   * Resolves once the switch is settled; `reached` resolves when the old listener has received its last
   * frame.
   */
  handOver(next: FrameListener): Promise<{ readonly reached: Promise<void> }>;
  /** Resolves once everything that has arrived so far has been handled, or the source has stopped. */
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
      // Sources without marks, such as cameras, hold no waiting frames: their next picture belongs to the
      // next session.
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
