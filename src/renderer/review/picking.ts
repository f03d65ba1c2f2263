import { mostAtOnce } from '../../shared/contract/log.ts';

/** How an entry was picked. */
export interface Pick {
  /** With all between it and the one picked before (Shift). */
  readonly range: boolean;
  /** Beside those picked already (Ctrl, ⌘, a tap in the mode of selecting). */
  readonly beside: boolean;
}

/** Entries that were picked, and the one that a range starts at. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

/**
 * The selection after one more pick. A range that is longer than what can be decided on at once ends there.
 *
 * @param list all ids in their order
 */
export function picked(selection: Selection, list: readonly number[], id: number, pick: Pick): Selection {
  const { ids, anchor } = selection;
  if (pick.range) {
    const start = list.indexOf(anchor ?? id);
    const end = list.indexOf(id);
    const [from, to] = start <= end ? [start, end + 1] : [end, start + 1];
    const between = start === -1 ? [id] : list.slice(from, to);
    return { ids: atMost([...ids, ...between]), anchor: anchor ?? id };
  }
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: atMost(next), anchor: id };
}

/** The first of a list, as many as can be decided on at once. */
export function all(list: readonly number[]): Selection {
  return { ids: atMost(list), anchor: list[0] ?? null };
}

function atMost(ids: Iterable<number>): ReadonlySet<number> {
  const whole = new Set(ids);
  return whole.size <= mostAtOnce ? whole : new Set([...whole].slice(0, mostAtOnce));
}
