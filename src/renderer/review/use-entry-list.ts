import { useTimeoutFn } from '@vueuse/core';
import { computed, ref, shallowReactive, shallowRef, watch, type Ref } from 'vue';
import { longestList, longestPage } from '../../shared/contract/log.ts';
import type { LogEntry, LogFilter, LogEntryList, Order } from '../../shared/contract/log.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

/** Entries loaded at once. */
const pageSize = 100;
/** Number of cached entries besides those near the view. */
const kept = 4_000;
const near = 1_000;
/** Delay from a change of the log to the next load, milliseconds. */
const pause = 400;

/** Number of ids in the first request, few so that the list appears quickly, and in each further one. */
const firstIds = 1_000;

const nothing: LogEntryList = { ids: [], total: 0, newest: 0 };

/**
 * The entries that match a filter, as one list. The ids load page by page, and the first ones are shown at once. New
 * entries and decisions do not move the list while someone reads it: the list counts new entries, and shows them on
 * request. The entries themselves load when they come into view.
 *
 * @param question returns the filter; spans of time end at the moment of the call
 */
export function useEntryList(question: Ref<() => LogFilter>, order: Ref<Order>) {
  const client = useClient();
  const list = shallowRef<LogEntryList>(nothing);
  const entries = shallowReactive(new Map<number, LogEntry>());
  const waiting = ref(0);
  const loaded = ref(false);
  const failure = shallowRef<Failure | null>(null);
  const upToDate = new Set<number>();
  let view = { from: 0, to: 0 };
  let filling = false;
  /** Whether the list has all ids. */
  const complete = ref(false);
  let asked: { readonly filter: LogFilter; readonly order: Order } = { filter: {}, order: order.value };
  let adding = false;
  let round = 0;

  /** Loads the list again; drops an answer that arrives after a newer request. */
  async function refresh(): Promise<void> {
    const mine = ++round;
    try {
      const now = { filter: question.value(), order: order.value };
      const answer = await client.log.list({ ...now, limit: firstIds });
      if (mine !== round) return;
      asked = now;
      list.value = answer;
      complete.value = answer.ids.length < firstIds;
      upToDate.clear();
      waiting.value = 0;
      loaded.value = true;
      failure.value = null;
      void addIds();
      await fill();
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  /** Appends pages to the list until it has all ids that fit. */
  async function addIds(): Promise<void> {
    if (adding) return;
    adding = true;
    try {
      while (!complete.value && list.value.ids.length < longestList) {
        const before = list.value;
        const page = await client.log.list({ ...asked, after: before.ids.at(-1), newest: before.newest });
        // The list was loaded again meanwhile, so the page does not belong to it.
        if (list.value !== before) continue;
        list.value = { ...before, ids: [...before.ids, ...page.ids] };
        complete.value = page.ids.length < longestPage;
      }
    } catch (error) {
      failure.value = toFailure(error);
    } finally {
      adding = false;
    }
  }

  /** Returns the first page in view that is missing or outdated. */
  function missingPage(): number | null {
    const last = Math.min(view.to, list.value.ids.length - 1);
    for (let page = Math.floor(view.from / pageSize); page * pageSize <= last; page++) {
      if (!upToDate.has(page)) return page;
    }
    return null;
  }

  /** Loads the pages in view one by one; checks the view before each, so that it skips pages that the user has scrolled past. */
  async function fill(): Promise<void> {
    if (filling) return;
    filling = true;
    try {
      for (let page = missingPage(); page !== null; page = missingPage()) {
        const mine = round;
        const ids = list.value.ids.slice(page * pageSize, (page + 1) * pageSize);
        for (const entry of await client.log.entries({ ids })) entries.set(entry.id, entry);
        if (mine === round) upToDate.add(page);
        forgetFarOnes();
      }
    } catch (error) {
      failure.value = toFailure(error);
    } finally {
      filling = false;
    }
  }

  function forgetFarOnes(): void {
    if (entries.size <= kept) return;
    const around = list.value.ids.slice(Math.max(view.from - near, 0), view.to + near);
    const stay = new Set(around);
    for (const id of entries.keys()) if (!stay.has(id)) entries.delete(id);
    upToDate.clear();
    const [first, last] = [Math.ceil((view.from - near) / pageSize), Math.floor((view.to + near) / pageSize)];
    for (let page = Math.max(first, 0); page < last; page++) {
      const ids = list.value.ids.slice(page * pageSize, (page + 1) * pageSize);
      if (ids.every((id) => entries.has(id))) upToDate.add(page);
    }
  }

  /** After a change of the log: counts the new entries and reloads those in view, without changing the list. */
  async function look(): Promise<void> {
    if (!loaded.value || list.value.ids.length === 0) {
      await refresh();
      return;
    }
    const mine = round;
    try {
      const { newest } = list.value;
      const { total } = await client.log.since({ filter: question.value(), newest });
      if (mine !== round) return;
      waiting.value = total;
      upToDate.clear();
      await fill();
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(
    [question, order],
    () => {
      loaded.value = false;
      view = { from: 0, to: 0 };
      void refresh();
    },
    { immediate: true },
  );
  const later = useTimeoutFn(look, pause, { immediate: false });
  useStationChanges(
    (change) => change.kind === 'log',
    () => later.isPending.value || later.start(),
  );

  return {
    ids: computed(() => list.value.ids),
    /** Number of entries that match; null: more than the list has ids for. */
    total: computed(() => (complete.value ? list.value.ids.length : list.value.total)),
    /** Loaded entries, by id. */
    entries,
    waiting,
    loaded,
    failure,
    refresh,
    /** Sets the first and last index in view. */
    show(from: number, to: number): void {
      view = { from, to };
      void fill();
    },
    /** Shows a decision on entries of the list. */
    put(ids: Iterable<number>, stated: Pick<LogEntry, 'decision' | 'cause'>): void {
      for (const id of ids) {
        const entry = entries.get(id);
        if (entry) entries.set(id, { ...entry, ...stated });
      }
    },
  };
}
