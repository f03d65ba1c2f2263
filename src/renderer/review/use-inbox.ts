import { computed, reactive, watch, type Ref } from 'vue';
import type { LogEntry } from '../../shared/contract/log.ts';
import { useReviewChoice } from './review-store.ts';

/**
 * The inbox: undecided entries, the oldest first. A decision opens the next undecided entry. Decided entries stay in
 * the list, so that the user sees the progress.
 *
 * @param ids of the list, in order
 * @param open shows an entry
 */
export function useInbox(ids: Readonly<Ref<readonly number[]>>, open: (id: number | null) => void) {
  const choice = useReviewChoice();
  const isOn = computed(() => choice.inbox && choice.filter.decision === 'undecided');
  /** Entries decided since the list was loaded. */
  const decided = reactive(new Set<number>());
  let begins = false;

  watch(
    () => [choice.filter, choice.order],
    () => decided.clear(),
  );
  // A user who opens the inbox wants to decide, so the first entry opens.
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
    /** Enters or leaves the inbox; other filters stay. */
    toggle(): void {
      const wasOn = isOn.value;
      begins = choice.inbox = !wasOn;
      if (!wasOn) choice.order = 'oldest';
      choice.filter = { ...choice.filter, decision: wasOn ? '' : 'undecided' };
    },
    /** Reacts to a decision, or its withdrawal, on the open entry. */
    follow({ id, decision }: Pick<LogEntry, 'id' | 'decision'>): void {
      if (decision === null) decided.delete(id);
      else decided.add(id);
      if (isOn.value && decision !== null) open(next(id));
    },
  };
}
