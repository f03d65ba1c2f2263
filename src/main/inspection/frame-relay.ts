import type { FrameListener, FrameSource } from '../cameras/frame-source.ts';

/** A source of frames whose listener may be replaced from its start on. */
export interface FrameRelay {
  /**
   * Resolves once the source has begun or the relay was stopped.
   *
   * @returns whether the source has begun
   * @throws StationError if the source does not exist
   */
  start(listener: FrameListener): Promise<boolean>;
  /**
   * Replaces the listener. Frames that arrived before still go to the old listener, later ones to the next.
   * Resolves once the switch is settled; `reached` resolves when the old listener has received its last
   * frame.
   */
  handOver(next: FrameListener): Promise<{ readonly reached: Promise<void> }>;
  /** Resolves once everything that has arrived so far has been handled, or the source has stopped. */
  caughtUp(): Promise<void>;
  /** Stops the source, also one that has not begun yet. */
  stop(): Promise<void>;
}

export function createFrameRelay(source: FrameSource): FrameRelay {
  let listener: FrameListener | null = null;
  let opening: ReturnType<FrameSource['start']> | null = null;
  const ending = new AbortController();
  return {
    async start(first) {
      listener = first;
      opening = source.start(
        {
          onFrame: (frame) => listener?.onFrame(frame) ?? false,
          onUnreadable: (frame) => listener?.onUnreadable(frame) ?? false,
          onProblem: (problem) => listener?.onProblem(problem),
          get sampleBits() {
            return listener?.sampleBits;
          },
        },
        ending.signal,
      );
      await opening;
      return !ending.signal.aborted;
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
    async stop() {
      ending.abort();
      // The caller of `start` is told why the source did not begin.
      const stopSource = await opening?.catch(() => null);
      await stopSource?.();
    },
  };
}
