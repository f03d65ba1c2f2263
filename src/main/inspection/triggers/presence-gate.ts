import { unasked, type PartGate } from './part-gate.ts';
import { createPresenceWatch, type PresenceSettings } from './presence-watch.ts';
import { reducePicture } from './reduced-picture.ts';

/** Makes a part of each appearance: the first frame in which something has come into the area and rests. */
export function presenceGate(settings: PresenceSettings): PartGate {
  const watch = createPresenceWatch(settings);
  return {
    ...unasked,
    onFrame(frame, taker) {
      if (!watch.see(reducePicture(frame.frame), frame.capturedAt)) return false;
      return taker.take({ ...frame, droppedBefore: 0 });
    },
    watch: (area) => watch.watch(area),
  };
}
