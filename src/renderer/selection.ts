/** The images that are selected, by id, and the one that a range begins at. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

/** The selection with an image more, or without it if it was in; the next range begins at it. */
export function toggled({ ids }: Selection, id: number): Selection {
  const others = new Set(ids);
  if (!others.delete(id)) others.add(id);
  return { ids: others, anchor: id };
}

/**
 * The selection with everything from its anchor to an image, both included; with the image alone while there is no
 * anchor in view.
 *
 * @param order ids as they are shown
 */
export function extended({ ids, anchor }: Selection, order: readonly number[], id: number): Selection {
  const to = order.indexOf(id);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  if (to < 0 || from < 0) return { ids: new Set([...ids, id]), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range]), anchor };
}

/** Everything of the list, and what was selected beyond it. */
export function withAll({ ids, anchor }: Selection, all: readonly number[]): Selection {
  return { ids: new Set([...ids, ...all]), anchor };
}

/**
 * The place that an arrow, Home or End leads to in a grid; null for another key, and where there is no way on.
 *
 * @param columns tiles in a row
 */
export function placeAfter(key: string, place: number, count: number, columns: number): number | null {
  const ways: Readonly<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place - columns,
    ArrowDown: place + columns,
    Home: 0,
    End: count - 1,
  };
  const to = ways[key];
  return to === undefined || to < 0 || to >= count || to === place ? null : to;
}
