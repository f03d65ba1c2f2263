import type { FrameListener, FrameSource, SourceFrame } from '../../cameras/frame-source.ts';

/** A source whose frames come from outside, e.g. from a window with its camera. */
export interface FedSource extends FrameSource {
  /**
   * Takes a frame.
   *
   * @returns false at once for a skipped frame; else, once it is handled, whether its verdict is stored
   */
  give(frame: SourceFrame): Promise<boolean> | boolean;
}

export function fedSource(): FedSource {
  let listener: FrameListener | null = null;
  return {
    start(given) {
      listener = given;
      return Promise.resolve(() => {
        listener = null;
        return Promise.resolve();
      });
    },
    give: (frame) => listener?.onFrame(frame) ?? false,
  };
}
