/** The selected ids of a list, and the anchor at which the next range begins. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

/** Adds an id, or removes a selected one; the next range begins at it. */
export function toggled({ ids }: Selection, id: number): Selection {
  const others = new Set(ids);
  if (!others.delete(id)) others.add(id);
  return { ids: others, anchor: id };
}

/**
 * Adds all ids from the anchor to `id`, both included; only `id` if the anchor is not in view.
 *
 * @param order ids in their shown order
 */
export function extended({ ids, anchor }: Selection, order: readonly number[], id: number): Selection {
  const to = order.indexOf(id);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  if (to < 0 || from < 0) return { ids: new Set([...ids, id]), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range]), anchor };
}

/** Adds all ids of the list; the selection keeps ids outside the list. */
export function withAll({ ids, anchor }: Selection, all: readonly number[]): Selection {
  return { ids: new Set([...ids, ...all]), anchor };
}
