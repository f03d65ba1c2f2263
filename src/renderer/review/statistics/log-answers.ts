import type { AnswerOptions } from '../../stores/use-answer.ts';

/** Loads figures again at intervals while the log grows; the last ones stay in view meanwhile. */
export const logAnswers: AnswerOptions = {
  when: (change) => change.kind === 'log',
  pause: 3_000,
  keeps: true,
};
