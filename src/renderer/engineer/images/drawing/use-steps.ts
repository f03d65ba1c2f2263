import { useManualRefHistory } from '@vueuse/core';
import { shallowRef } from 'vue';

/** Most steps to undo. */
const mostSteps = 200;

/** A drawing over a picture with undo and redo. */
export function useSteps<Drawing>(first: Drawing) {
  const now = shallowRef(first);
  const { commit, clear, ...history } = useManualRefHistory(now, { capacity: mostSteps });

  /** Adds a step and drops the undone ones. */
  function step(next: Drawing): void {
    now.value = next;
    commit();
  }

  return {
    now,
    step,
    /** Starts with another drawing and no steps. */
    begin(next: Drawing): void {
      step(next);
      clear();
    },
    undo: history.undo,
    redo: history.redo,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
  };
}
