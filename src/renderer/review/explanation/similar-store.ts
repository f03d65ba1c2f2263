import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { mostCompared, type SimilarEvent } from '../../../shared/contract/explanation.ts';
import type { LogEntry } from '../../../shared/contract/log.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';

type Found = Extract<SimilarEvent, { kind: 'found' }>;

export interface SimilarSearch {
  /** The entry that others were compared with. */
  readonly id: number;
  /** How many of the product's newest entries were asked for. */
  readonly among: number;
  readonly state: 'running' | 'finished' | 'stopped' | 'failed';
  /** Entries that the teacher looks at for the first time; 0 while that is not known. */
  readonly done: number;
  readonly total: number;
  readonly found: Found | null;
  readonly failure: Failure | null;
}

/** How many entries are compared at first, and how many times more with each further step. */
const first = 300;
const factor = 4;

/** The last search for similar entries: it stays in view while one walks through what it found. */
export const useSimilarEntries = defineStore('similar-entries', () => {
  const client = useClient();
  const search = shallowRef<SimilarSearch | null>(null);
  let stop = new AbortController();

  async function start(id: number, among = first): Promise<void> {
    stop.abort();
    const { signal } = (stop = new AbortController());
    // What was found among fewer entries stays in view until the larger search has found something.
    const found = search.value?.id === id ? search.value.found : null;
    let run: SimilarSearch = { id, among, state: 'running', done: 0, total: 0, found, failure: null };
    const update = (change: Partial<SimilarSearch>): void => {
      run = { ...run, ...change };
      if (stop.signal === signal) search.value = run;
    };
    update({});
    try {
      for await (const event of await client.explanation.similar({ id, among }, { signal })) {
        if (event.kind === 'progress') update({ done: event.done, total: event.total });
        else update({ state: 'finished', found: event });
      }
    } catch (error) {
      if (!signal.aborted) update({ state: 'failed', failure: toFailure(error) });
    }
    // A stream that ends without a result was stopped.
    if (run.state === 'running') update({ state: 'stopped' });
  }

  /** How many to compare with next; null when all are, or as many as can be. */
  const next = computed(() => {
    const { among = 0, found = null } = search.value ?? {};
    if (found === null || found.others <= among || among >= mostCompared) return null;
    return Math.min(among * factor, mostCompared);
  });

  /** Shows a change of an entry that was found, e.g. a decision on it. */
  function put(changed: LogEntry): void {
    const found = search.value?.found;
    if (!search.value || !found) return;
    const similar = found.similar.map((other) =>
      other.entry.id === changed.id ? { ...other, entry: changed } : other,
    );
    search.value = { ...search.value, found: { ...found, similar } };
  }

  return { search, next, start, put, stop: () => stop.abort() };
});
