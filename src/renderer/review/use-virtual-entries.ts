import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, onMounted, watch, type Ref } from 'vue';

export interface VirtualEntriesOptions {
  readonly scroller: Ref<HTMLElement | null>;
  readonly ids: () => readonly number[];
  readonly shownId: () => number | null;
  /** Number of entries per row. */
  readonly columns: Ref<number>;
  /** Height of a row and the gap below it, CSS pixels. */
  readonly rowHeight: number;
  /** Height of the fixed header above the first row, CSS pixels. */
  readonly head: number;
  /** Receives the first and last index in view. */
  readonly onView: (from: number, to: number) => void;
  /** Receives the index of the first visible entry, even if only partly visible. */
  readonly onFirst: (place: number) => void;
}

/**
 * A list of any length that renders only the rows in view. It keeps its position when entries are inserted before those
 * in view, and scrolls to the open entry.
 */
export function useVirtualEntries(options: VirtualEntriesOptions) {
  const { scroller, ids, shownId, columns, rowHeight, head, onView, onFirst } = options;
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: Math.ceil(ids().length / columns.value),
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight,
      overscan: 4,
      scrollMargin: head,
      scrollPaddingStart: head,
    })),
  );

  /** Rows in view and a few around them. */
  const rows = computed(() =>
    virtualizer.value.getVirtualItems().map(({ index, start }) => ({
      index,
      /** Distance below the header, CSS pixels. */
      top: start - head,
      first: index * columns.value,
      ids: ids().slice(index * columns.value, (index + 1) * columns.value),
    })),
  );
  const height = computed(() => Math.ceil(ids().length / columns.value) * rowHeight);
  const rowOf = (place: number): number => Math.floor(place / columns.value);

  function toPlace(place: number): void {
    virtualizer.value.scrollToIndex(rowOf(place), { align: 'auto' });
  }

  function showEntryAtHand(): void {
    const place = ids().indexOf(shownId() ?? 0);
    if (place !== -1) toPlace(place);
  }

  watch(rows, (now) => {
    const [first, last] = [now[0], now.at(-1)];
    if (first && last) onView(first.first, last.first + last.ids.length - 1);
  });
  const first = computed(() => Math.floor((virtualizer.value.scrollOffset ?? 0) / rowHeight) * columns.value);
  watch(first, onFirst, { immediate: true });
  watch(shownId, showEntryAtHand);
  onMounted(() => nextTick(showEntryAtHand));

  /** Returns the first entry in view and how far it is scrolled out; null at the very top. */
  function anchor(list: readonly number[], across: number): { id: number; beyond: number } | null {
    const top = scroller.value?.scrollTop ?? 0;
    if (top === 0) return null;
    const row = Math.floor(top / rowHeight);
    const id = list[row * across];
    return id === undefined ? null : { id, beyond: top - row * rowHeight };
  }
  watch(
    [ids, columns],
    async ([list], [before, across]) => {
      const held = anchor(before, across);
      if (held === null) return;
      await nextTick();
      const place = list.indexOf(held.id);
      if (place !== -1) virtualizer.value.scrollToOffset(rowOf(place) * rowHeight + held.beyond);
    },
    { flush: 'sync' },
  );

  return {
    rows,
    /** Height of all rows, CSS pixels. */
    height,
    /** Number of rows that fit into the view. */
    rowsInView: () => Math.max(Math.floor(((scroller.value?.clientHeight ?? 0) - head) / rowHeight), 1),
    toTop: () => virtualizer.value.scrollToOffset(0),
  };
}
