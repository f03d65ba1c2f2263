import { useEventListener } from '@vueuse/core';
import { computed, ref, shallowRef, type Ref } from 'vue';
import { nothingSelected } from '../selection.ts';
import { all, picked, type Pick } from './picking.ts';

/** The entries selected by mouse, keys or touch for one decision on all of them. */
export function useSelection(list: Ref<readonly number[]>, shownId: Ref<number | null>) {
  const selection = shallowRef(nothingSelected);
  /** A tap selects instead of opening. */
  const selecting = ref(false);

  function pick(id: number, how: Pick): void {
    const from =
      selection.value.anchor === null ? { ...selection.value, anchor: shownId.value } : selection.value;
    selection.value = picked(how.range ? from : selection.value, list.value, id, how);
  }

  function clear(): void {
    selection.value = nothingSelected;
    selecting.value = false;
  }

  function selectAll(): void {
    selection.value = all(list.value);
  }

  /** Ctrl+A selects the list, except in a text field. */
  function press(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey)) return;
    if (event.shiftKey || event.altKey || isTyping(event.target) || list.value.length === 0) return;
    event.preventDefault();
    selectAll();
  }
  useEventListener('keydown', press);

  return { ids: computed(() => selection.value.ids), selecting, pick, clear, selectAll };
}

function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"]')) return true;
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), select, textarea');
}
