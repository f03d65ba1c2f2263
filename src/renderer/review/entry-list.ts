import type { LogEntry } from '../../shared/contract/log.ts';
import type { Pick } from './picking.ts';

/** Properties of a list of log entries, as gallery or as table. */
export interface EntryListProps {
  readonly ids: readonly number[];
  /** The entries loaded so far. */
  readonly entries: ReadonlyMap<number, LogEntry>;
  readonly shownId: number | null;
  readonly selected: ReadonlySet<number>;
  /** Whether the list is in order of time; the list then marks the first entry of each day. */
  readonly byTime: boolean;
  /** A tap selects instead of opening. */
  readonly selecting: boolean;
}

export interface EntryListEvents {
  open: [id: number];
  pick: [id: number, how: Pick];
  clear: [];
  /** First and last index in view. */
  view: [from: number, to: number];
  /** Index of the first visible entry, even if only partly visible. */
  first: [place: number];
}
