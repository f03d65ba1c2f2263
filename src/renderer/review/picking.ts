import { mostAtOnce } from '../../shared/contract/log.ts';
import { extended, toggled, type Selection } from '../selection.ts';

/** How an entry was picked. */
export interface Pick {
  /** With all between it and the one picked before (Shift). */
  readonly range: boolean;
  /** Beside those picked already (Ctrl, ⌘, a tap in the mode of selecting). */
  readonly beside: boolean;
}

/**
 * The selection after one more pick. A range that is longer than what can be decided on at once ends there.
 *
 * @param list all ids in their order
 */
export function picked(selection: Selection, list: readonly number[], id: number, pick: Pick): Selection {
  return atMost(pick.range ? extended(selection, list, id) : toggled(selection, id));
}

/** The first of a list, as many as can be decided on at once. */
export function all(list: readonly number[]): Selection {
  return atMost({ ids: new Set(list), anchor: list[0] ?? null });
}

function atMost({ ids, anchor }: Selection): Selection {
  return { ids: ids.size <= mostAtOnce ? ids : new Set([...ids].slice(0, mostAtOnce)), anchor };
}
