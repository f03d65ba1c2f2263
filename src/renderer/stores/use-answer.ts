import { useIntervalFn, useTimeoutFn } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import type { StationChange } from '../../shared/contract/station.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import { useStationChanges } from './use-station-changes.ts';

export interface AnswerOptions {
  /** Changes of the station that make an answer out of date; none when left out. */
  readonly when?: (change: StationChange) => boolean;
  /** How long such a change may wait for its place in the answer, milliseconds; at once when left out. */
  readonly pause?: number;
  /** How often it is asked again, whatever changes, milliseconds; not at all when left out. */
  readonly every?: number;
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
  { when = () => false, pause = 0, every = 0, keeps = false }: AnswerOptions = {},
) {
  const answer = shallowRef<Answer | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;

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
  const later = useTimeoutFn(refresh, pause, { immediate: false });
  useStationChanges(when, () => (pause === 0 ? refresh() : later.isPending.value || later.start()));
  useIntervalFn(() => void refresh(), every);

  return { answer, failure, refresh };
}

/** What the station knows of something that there is one of; the last answer stays in view until the next. Else as `useAnswer`. */
export function useKnown<Answer>(ask: () => Promise<Answer>, options: AnswerOptions = {}) {
  return useAnswer(shallowRef(true), ask, { keeps: true, ...options });
}
