import type { AnswerOptions } from '../../stores/use-answer.ts';

/** Figures of the log are asked for again at intervals while it grows; the last ones stay in view meanwhile. */
export const logAnswers: AnswerOptions = {
  when: (change) => change.kind === 'log',
  pause: 3_000,
  keeps: true,
};
