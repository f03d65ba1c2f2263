import { useManualRefHistory } from '@vueuse/core';
import { shallowRef } from 'vue';

/** Most steps that can be taken back. */
const mostSteps = 200;

/** What is drawn over a picture, with the steps that can be taken back. */
export function useSteps<Drawing>(first: Drawing) {
  const now = shallowRef(first);
  const { commit, clear, ...history } = useManualRefHistory(now, { capacity: mostSteps });

  /** A further step; what was taken back before is gone. */
  function step(next: Drawing): void {
    now.value = next;
    commit();
  }

  return {
    now,
    step,
    /** Another drawing, without steps. */
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
