import type { DifferenceSpeech } from '../../shared/domain/difference-words.ts';
import { common } from '../../shared/words/en.ts';
import { filled } from '../report/filled.ts';

/** How the command line says what pictures differ in. */
export const englishDifferences: DifferenceSpeech = {
  trait: (name) => common.unlike.traits[name],
  say: (word, values) => filled(common.unlike[word], values),
  percent: (share) => `${Math.round(share * 100)} %`,
  decimal: (value) => value.toFixed(2),
};
