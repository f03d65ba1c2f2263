import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { StationChange } from '../../shared/contract/station.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';
import { useStationChanges } from './use-station-changes.ts';

export interface AnswerOptions {
  /** Changes of the station that make an answer out of date. */
  readonly when: (change: StationChange) => boolean;
  /** How long such a change may wait for its place in the answer, milliseconds; at once when left out. */
  readonly pause?: number;
  /** Whether the answer to another question stays in view until the next one is there. */
  readonly keeps?: boolean;
}

/**
 * The station's answer to a question, asked again when the question is another or the answer is out of date. An answer that comes
 * after a newer question is dropped.
 *
 * @param question null: nothing is asked
 */
export function useAnswer<Question, Answer>(
  question: Ref<Question | null>,
  ask: (question: Question) => Promise<Answer>,
  { when, pause = 0, keeps = false }: AnswerOptions,
) {
  const answer = shallowRef<Answer | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function refresh(): Promise<void> {
    const asked = question.value;
    const mine = ++round;
    if (asked === null) {
      answer.value = null;
      return;
    }
    try {
      const found = await ask(asked);
      if (mine !== round) return;
      answer.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    }
  }

  watch(
    question,
    () => {
      if (!keeps) answer.value = null;
      void refresh();
    },
    { immediate: true },
  );
  useStationChanges(when, () => {
    if (pause === 0) return refresh();
    timer ??= setTimeout(() => {
      timer = null;
      void refresh();
    }, pause);
  });
  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer);
  });

  return { answer, failure, refresh };
}
