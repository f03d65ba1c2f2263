/** What is selected in a list, by id, and the one that a range begins at. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

/** The selection with one more, or without it if it was in; the next range begins at it. */
export function toggled({ ids }: Selection, id: number): Selection {
  const others = new Set(ids);
  if (!others.delete(id)) others.add(id);
  return { ids: others, anchor: id };
}

/**
 * The selection with everything from its anchor to `id`, both included; with `id` alone while there is no anchor in
 * view.
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
