import { ref, type Ref } from 'vue';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import type { ThresholdRange } from './threshold-range.ts';

type Limit = keyof Thresholds;

interface Grip {
  readonly limit: Limit;
  /** Position of the pointer at the start of the drag, and the limit's value then. */
  readonly from: number;
  readonly was: number;
  /** Score units per pixel. */
  readonly scale: number;
}

export interface ThresholdDrag {
  readonly held: Readonly<Ref<boolean>>;
  /** Starts a drag of a limit's thumb; `track` is the box of the whole axis. */
  take(limit: Limit, event: Pick<PointerEvent, 'clientX'>, track: Pick<DOMRect, 'width'>): void;
  /** Moves the dragged limit by the pointer's distance, so it does not jump to the pointer, and never past the other limit. Null: no drag. */
  pull(event: Pick<PointerEvent, 'clientX'>): Thresholds | null;
  /** Ends the drag. @returns false without a drag */
  release(): boolean;
}

/** Drags T1 and T2 by their thumbs, which sit beside their limits so that they never cover each other. */
export function useThresholdDrag(local: Ref<Thresholds>, range: Ref<ThresholdRange>): ThresholdDrag {
  const held = ref(false);
  let grip: Grip | null = null;

  return {
    held,
    take(limit, event, track) {
      const scale = (range.value.maximum - range.value.minimum) / track.width;
      grip = { limit, from: event.clientX, was: local.value[limit], scale };
      held.value = true;
    },
    pull(event) {
      if (grip === null) return null;
      const { minimum, maximum, step } = range.value;
      const pulled = grip.was + (event.clientX - grip.from) * grip.scale;
      const exact = Math.min(Math.max(pulled, minimum), maximum);
      const value = Number((Math.round(exact / step) * step).toPrecision(12));
      const { review, defect } = local.value;
      return grip.limit === 'review'
        ? { review: Math.min(value, defect), defect }
        : { review, defect: Math.max(value, review) };
    },
    release() {
      const wasHeld = held.value;
      grip = null;
      held.value = false;
      return wasHeld;
    },
  };
}
