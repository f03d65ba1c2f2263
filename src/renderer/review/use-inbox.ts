import { computed, reactive, watch, type Ref } from 'vue';
import type { LogEntry } from '../../shared/contract/log.ts';
import { useReviewChoice } from './review-store.ts';

/**
 * The inbox: entries that nobody has decided on, the oldest first. A decision leads to the next of them by itself; the list stays
 * as it was asked for, so that one sees how far one has come.
 *
 * @param ids of the list, in order
 * @param open shows an entry
 */
export function useInbox(ids: Readonly<Ref<readonly number[]>>, open: (id: number | null) => void) {
  const choice = useReviewChoice();
  const isOn = computed(() => choice.inbox && choice.filter.decision === 'undecided');
  /** Decided since the list was asked for. */
  const decided = reactive(new Set<number>());
  let begins = false;

  watch(
    () => [choice.filter, choice.order],
    () => decided.clear(),
  );
  // Whoever goes to the inbox means to decide: the first entry is open.
  watch(ids, ([first]) => {
    if (!begins || first === undefined) return;
    begins = false;
    open(first);
  });

  function next(from: number): number | null {
    const at = ids.value.indexOf(from);
    const later = [...ids.value.slice(at + 1), ...ids.value.slice(0, Math.max(at, 0))];
    return later.find((id) => !decided.has(id)) ?? null;
  }

  return {
    isOn,
    decided: computed(() => ids.value.filter((id) => decided.has(id)).length),
    /** To the inbox and back; other filters stay. */
    toggle(): void {
      const wasOn = isOn.value;
      begins = choice.inbox = !wasOn;
      if (!wasOn) choice.order = 'oldest';
      choice.filter = { ...choice.filter, decision: wasOn ? '' : 'undecided' };
    },
    /** A decision was stated, or taken back, on the entry at hand. */
    follow({ id, decision }: Pick<LogEntry, 'id' | 'decision'>): void {
      if (decision === null) decided.delete(id);
      else decided.add(id);
      if (isOn.value && decision !== null) open(next(id));
    },
  };
}
