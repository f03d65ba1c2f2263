import { computed, shallowRef } from 'vue';
import type { DrawnItem } from './drawn-item.ts';
import { begun, redone, stepped, undone } from './steps.ts';

/** What is drawn over a picture, with the steps that can be taken back. */
export function useDrawnItems(first: readonly DrawnItem[]) {
  const history = shallowRef(begun(first));
  return {
    history,
    items: computed(() => history.value.now),
    put(next: readonly DrawnItem[]): void {
      history.value = stepped(history.value, next);
    },
    undo(): void {
      history.value = undone(history.value);
    },
    redo(): void {
      history.value = redone(history.value);
    },
  };
}
