import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import type { ThresholdRange } from './threshold-range.ts';

type Limit = keyof Thresholds;

interface Grip {
  readonly limit: Limit;
  /** How far beside its limit the thumb was taken, in units of the score. */
  readonly offset: number;
}

export interface ThresholdDrag {
  readonly held: Readonly<Ref<boolean>>;
  /** The hand takes the thumb of a limit; `track` is the box of the whole axis. */
  take(limit: Limit, event: Pick<PointerEvent, 'clientX'>, track: Pick<DOMRect, 'left' | 'width'>): void;
  /** What the slider proposes, corrected: no jump to the pointer, and a limit never pushes the other. */
  correct(values: readonly number[]): Thresholds | null;
  /** The hand lets go. @returns false when it held nothing */
  release(): boolean;
}

/** Dragging of T1 and T2 by their thumbs, which stand beside their limits so that they never cover each other. */
export function useThresholdDrag(local: Ref<Thresholds>, range: Ref<ThresholdRange>): ThresholdDrag {
  const held = ref(false);
  let grip: Grip | null = null;

  return {
    held,
    take(limit, event, track) {
      const { minimum, maximum } = range.value;
      const pointed = minimum + ((event.clientX - track.left) / track.width) * (maximum - minimum);
      grip = { limit, offset: pointed - local.value[limit] };
      held.value = true;
    },
    correct(values) {
      const { review, defect } = local.value;
      if (grip === null) {
        const [first, second] = values;
        return first === undefined || second === undefined ? null : { review: first, defect: second };
      }
      const pointed = values.find((value) => value !== review && value !== defect);
      if (pointed === undefined) return null;
      const { minimum, maximum, step } = range.value;
      const exact = Math.min(Math.max(pointed - grip.offset, minimum), maximum);
      const value = Number((Math.round(exact / step) * step).toPrecision(12));
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
