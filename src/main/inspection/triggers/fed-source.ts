import type { FrameListener, FrameSource, SourceFrame } from '../../cameras/frame-source.ts';

/** A source whose frames somebody else takes: a window with its camera. */
export interface FedSource extends FrameSource {
  /** @returns false at once for a frame that is passed over; else, once it is dealt with, whether its verdict is kept */
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
