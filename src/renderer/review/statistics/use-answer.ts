import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { toFailure } from '../../transport/failure.ts';
import type { Failure } from '../../transport/failure.ts';

/** How long what was logged may wait for its place in the figures, milliseconds. */
const pause = 3_000;

/**
 * The station's answer to a question, asked again when the question is another, and now and then while the log grows.
 *
 * @param question null: nothing is asked
 */
export function useAnswer<Question, Answer>(
  question: Ref<Question | null>,
  ask: (question: Question) => Promise<Answer>,
) {
  const answer = shallowRef<Answer | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const loading = ref(false);
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function refresh(): Promise<void> {
    const asked = question.value;
    const mine = ++round;
    if (asked === null) {
      answer.value = null;
      return;
    }
    loading.value = true;
    try {
      const found = await ask(asked);
      if (mine !== round) return;
      answer.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    } finally {
      if (mine === round) loading.value = false;
    }
  }

  watch(question, refresh, { immediate: true });
  useStationChanges(
    (change) => change.kind === 'defects',
    () => {
      timer ??= setTimeout(() => {
        timer = null;
        void refresh();
      }, pause);
    },
  );
  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer);
  });

  return { answer, failure, loading, refresh };
}
