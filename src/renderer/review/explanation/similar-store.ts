import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { mostCompared, type SimilarEvent } from '../../../shared/contract/explanation.ts';
import type { LogEntry } from '../../../shared/contract/log.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';

type Found = Extract<SimilarEvent, { kind: 'found' }>;

export interface SimilarSearch {
  /** The entry to compare others with. */
  readonly id: number;
  /** Number of the product's newest entries to compare. */
  readonly among: number;
  readonly state: 'running' | 'finished' | 'stopped' | 'failed';
  /** Entries that the teacher processes for the first time; 0 while unknown. */
  readonly done: number;
  readonly total: number;
  readonly found: Found | null;
  readonly failure: Failure | null;
}

/** Number of entries in the first comparison, and the factor for each further one. */
const first = 300;
const factor = 4;

/** The last search for similar entries; stays in view while the user opens its results. */
export const useSimilarEntries = defineStore('similar-entries', () => {
  const client = useClient();
  const search = shallowRef<SimilarSearch | null>(null);
  let stop = new AbortController();

  async function start(id: number, among = first): Promise<void> {
    stop.abort();
    const { signal } = (stop = new AbortController());
    // The earlier results stay in view until the larger search has some.
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
    // The stream ended without a result, so the search was stopped.
    if (run.state === 'running') update({ state: 'stopped' });
  }

  /** Number of entries for the next comparison; null after all entries or the largest number. */
  const next = computed(() => {
    const { among = 0, found = null } = search.value ?? {};
    if (found === null || found.others <= among || among >= mostCompared) return null;
    return Math.min(among * factor, mostCompared);
  });

  /** Updates a found entry, e.g. after a decision on it. */
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
