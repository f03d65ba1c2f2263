import { useTimeoutFn } from '@vueuse/core';
import { computed, ref, shallowReactive, shallowRef, watch, type Ref } from 'vue';
import { longestList, longestPage } from '../../shared/contract/log.ts';
import type { LogEntry, LogFilter, LogEntryList, Order } from '../../shared/contract/log.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

/** Entries that are looked up at once. */
const pageSize = 100;
/** Entries that are kept beyond those near the ones in view. */
const kept = 4_000;
const near = 1_000;
/** How long changes of the log may wait to be looked at, milliseconds. */
const pause = 400;

/** Ids that are asked for first, so that the list is there at once, and those of each further page. */
const firstIds = 1_000;

const nothing: LogEntryList = { ids: [], total: 0, newest: 0 };

/**
 * The entries that fit a filter, as one list. Their ids come page by page, and the first are shown at once; nothing that is
 * logged or decided moves the list under the reader's hand: new entries are counted, and shown when asked for. The entries
 * themselves are looked up as they come into view.
 *
 * @param question the filter as it is at the moment of asking; spans of time end then
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
  /** Whether there are more ids than the list has. */
  const complete = ref(false);
  let asked: { readonly filter: LogFilter; readonly order: Order } = { filter: {}, order: order.value };
  let adding = false;
  let round = 0;

  /** Asks for the list anew; an answer that comes after a newer question is dropped. */
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

  /** Adds page after page to the end of the list, so that it is soon as long as what fits. */
  async function addIds(): Promise<void> {
    if (adding) return;
    adding = true;
    try {
      while (!complete.value && list.value.ids.length < longestList) {
        const before = list.value;
        const page = await client.log.list({ ...asked, after: before.ids.at(-1), newest: before.newest });
        // Another list was asked for meanwhile: the page is none of its own.
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

  /** The first page in view that is missing or out of date. */
  function missingPage(): number | null {
    const last = Math.min(view.to, list.value.ids.length - 1);
    for (let page = Math.floor(view.from / pageSize); page * pageSize <= last; page++) {
      if (!upToDate.has(page)) return page;
    }
    return null;
  }

  /** Loads one page after the other of what is in view by then, so that pages scrolled past are not loaded. */
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

  /** After something was logged or decided: counts the new entries and loads those in view again; the list stays. */
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
    /** How many fit; null: more than there are ids. */
    total: computed(() => (complete.value ? list.value.ids.length : list.value.total)),
    /** Entries that are or were in view, by id. */
    entries,
    waiting,
    loaded,
    failure,
    refresh,
    /** Says which places of the list are in view, the last one included. */
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
