import { mostAtOnce } from '../../shared/contract/log.ts';
import { extended, toggled, type Selection } from '../selection.ts';

/** How the user picked an entry. */
export interface Pick {
  /** Adds all entries from the previous pick to this one (Shift). */
  readonly range: boolean;
  /** Keeps the entries picked before (Ctrl, ⌘, a tap while selecting). */
  readonly beside: boolean;
}

/**
 * Returns the selection after another pick, cut to the most entries for one decision.
 *
 * @param list all ids in their order
 */
export function picked(selection: Selection, list: readonly number[], id: number, pick: Pick): Selection {
  return atMost(pick.range ? extended(selection, list, id) : toggled(selection, id));
}

/** Selects a list from its start, up to the most entries for one decision. */
export function all(list: readonly number[]): Selection {
  return atMost({ ids: new Set(list), anchor: list[0] ?? null });
}

function atMost({ ids, anchor }: Selection): Selection {
  return { ids: ids.size <= mostAtOnce ? ids : new Set([...ids].slice(0, mostAtOnce)), anchor };
}
