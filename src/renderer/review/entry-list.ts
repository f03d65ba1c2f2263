import type { LogEntry } from '../../shared/contract/log.ts';
import type { Pick } from './picking.ts';

/** What a list of the log shows, as pictures or as rows. */
export interface EntryListProps {
  readonly ids: readonly number[];
  /** The entries that were looked up already. */
  readonly entries: ReadonlyMap<number, LogEntry>;
  readonly shownId: number | null;
  readonly selected: ReadonlySet<number>;
  /** Whether it is in the order of time: entries that begin a day are marked then. */
  readonly byTime: boolean;
  /** A tap picks instead of opening. */
  readonly selecting: boolean;
}

export interface EntryListEvents {
  open: [id: number];
  pick: [id: number, how: Pick];
  clear: [];
  /** What is in view: its first and its last place in the list. */
  view: [from: number, to: number];
  /** The place of the first entry that is seen, whole or in part. */
  first: [place: number];
}
