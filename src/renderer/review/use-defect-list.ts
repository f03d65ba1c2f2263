import { computed, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { Defect, DefectFilter } from '../../shared/contract/defects.ts';
import { useStationChanges } from '../stores/use-station-changes.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';
import type { Order } from './review-store.ts';

const page = 60;
const longest = 500;

/**
 * A part of the log, page by page. New entries do not push the list about under the reader's hand: they are
 * counted, and shown when asked for.
 *
 * @param question the filter as it is at the moment of asking; spans of time end then
 */
export function useDefectList(question: Ref<() => DefectFilter>, order: Ref<Order>) {
  const client = useClient();
  const defects = shallowRef<readonly Defect[]>([]);
  const total = ref(0);
  const waiting = ref(0);
  const loaded = ref(false);
  const loading = ref(false);
  const failure = shallowRef<Failure | null>(null);
  let wanted = page;
  let round = 0;

  /** Loads everything shown so far again; an answer that comes after a newer question is dropped. */
  async function refresh(): Promise<void> {
    const mine = ++round;
    const filter = question.value();
    loading.value = true;
    try {
      const found: Defect[] = [];
      let answer;
      do {
        const limit = Math.min(wanted - found.length, longest);
        answer = await client.defects.query({ filter, order: order.value, offset: found.length, limit });
        if (mine !== round) return;
        found.push(...answer.defects);
      } while (answer.defects.length > 0 && found.length < Math.min(wanted, answer.total));
      defects.value = found;
      total.value = answer.total;
      waiting.value = 0;
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    } finally {
      if (mine === round) loading.value = false;
    }
  }

  async function more(): Promise<void> {
    if (loading.value || defects.value.length >= total.value) return;
    wanted = defects.value.length + page;
    await refresh();
  }

  /** Something was logged or decided: counts what is new instead of moving the list. */
  async function look(): Promise<void> {
    if (!loaded.value || total.value === 0) {
      await refresh();
      return;
    }
    const mine = round;
    try {
      const answer = await client.defects.query({ filter: question.value(), order: order.value, limit: 1 });
      if (mine === round) waiting.value = Math.max(answer.total - total.value, 0);
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  /** Shows what became of an entry that is in the list. */
  function put(defect: Defect): void {
    defects.value = defects.value.map((other) => (other.id === defect.id ? defect : other));
  }

  watch(
    [question, order],
    () => {
      wanted = page;
      loaded.value = false;
      void refresh();
    },
    { immediate: true },
  );
  useStationChanges((change) => change.kind === 'defects', look);

  return {
    defects,
    total,
    waiting,
    loaded,
    loading,
    failure,
    hasMore: computed(() => defects.value.length < total.value),
    refresh,
    more,
    put,
  };
}
