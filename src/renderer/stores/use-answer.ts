import { useIntervalFn, useTimeoutFn } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import type { StationChange } from '../../shared/contract/station.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import { useStationChanges } from './use-station-changes.ts';

export interface AnswerOptions {
  /** Changes of the station that make the answer outdated; if absent, none. */
  readonly when?: (change: StationChange) => boolean;
  /** Longest delay from such a change to the next load, milliseconds; if absent, none. */
  readonly pause?: number;
  /** Interval of regular loads, milliseconds; if absent, none. */
  readonly every?: number;
  /** Whether the answer to the previous question stays in view for a moment, so that a quick next one does not flicker. */
  readonly keeps?: boolean;
}

/** Longest time for which the answer to the previous question stays, milliseconds. */
const moment = 500;

/**
 * The station's answer to a question, loaded again when the question changes or the answer is outdated. An answer that
 * arrives after a newer question is dropped.
 *
 * @param question null: nothing to load
 */
export function useAnswer<Question, Answer>(
  question: Ref<Question | null>,
  ask: (question: Question) => Promise<Answer>,
  { when = () => false, pause = 0, every = 0, keeps = false }: AnswerOptions = {},
) {
  const answer = shallowRef<Answer | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let round = 0;
  const outdated = useTimeoutFn(() => (answer.value = null), moment, { immediate: false });

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
      outdated.stop();
      answer.value = found;
      failure.value = null;
    } catch (error) {
      if (mine !== round) return;
      if (outdated.isPending.value) answer.value = null;
      failure.value = toFailure(error);
    }
  }

  watch(
    question,
    () => {
      failure.value = null;
      if (keeps) outdated.start();
      else answer.value = null;
      void refresh();
    },
    { immediate: true },
  );
  const later = useTimeoutFn(refresh, pause, { immediate: false });
  useStationChanges(when, () => (pause === 0 ? refresh() : later.isPending.value || later.start()));
  useIntervalFn(() => void refresh(), every);

  return { answer, failure, refresh };
}

/** An answer without a question; it stays in view until the next one arrives. Otherwise like `useAnswer`. */
export function useKnown<Answer>(ask: () => Promise<Answer>, options: AnswerOptions = {}) {
  return useAnswer(shallowRef(true), ask, { keeps: true, ...options });
}
