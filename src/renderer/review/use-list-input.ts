import type { Ref } from 'vue';
import { placeByKey } from './list-keys.ts';
import type { Pick } from './picking.ts';
import { useLongPress } from './use-long-press.ts';

export interface ListInputOptions {
  readonly ids: () => readonly number[];
  readonly shownId: () => number | null;
  readonly selecting: () => boolean;
  readonly columns: Ref<number>;
  readonly rowsInView: () => number;
  readonly open: (id: number) => void;
  readonly pick: (id: number, how: Pick) => void;
  readonly clear: () => void;
}

/** Handles mouse, keys and touch in a list of entries; each entry has its id in `data-id`. */
export function useListInput(options: ListInputOptions) {
  const { ids, shownId, selecting, columns, rowsInView, open, pick, clear } = options;
  const idOf = (target: EventTarget | null): number | null => {
    const entry = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;
    return entry === null ? null : Number(entry.dataset['id']);
  };
  const longPress = useLongPress((target) => {
    const id = idOf(target);
    if (id !== null) pick(id, { range: false, beside: true });
  });

  function click(event: MouseEvent): void {
    const id = idOf(event.target);
    if (id === null) return;
    const how = { range: event.shiftKey, beside: event.ctrlKey || event.metaKey || selecting() };
    if (how.range || how.beside) {
      pick(id, how);
      return;
    }
    clear();
    open(id);
  }

  function keydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = shownId();
    if (event.key === ' ' && at !== null) {
      event.preventDefault();
      pick(at, { range: false, beside: true });
      return;
    }
    const list = ids();
    const place = placeByKey(event.key, list.indexOf(at ?? 0), {
      length: list.length,
      columns: columns.value,
      rowsInView: rowsInView(),
    });
    const id = place === null ? undefined : list[place];
    if (id === undefined) return;
    event.preventDefault();
    if (event.shiftKey) pick(id, { range: true, beside: true });
    open(id);
  }

  return {
    click,
    keydown,
    pointerdown: longPress.pointerdown,
    pointermove: longPress.pointermove,
    pointerup: longPress.pointerup,
    pointercancel: longPress.pointercancel,
    contextmenu: longPress.contextmenu,
    clickCapture: longPress.clickCapture,
  };
}
