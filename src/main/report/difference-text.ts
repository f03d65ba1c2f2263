import type { DifferenceSpeech } from '../../shared/domain/difference-words.ts';
import { common } from '../../shared/words/en.ts';
import { filled } from './filled.ts';

/** English words for differences between pictures, for messages, the log and the command line. */
export const englishDifferences: DifferenceSpeech = {
  trait: (name) => common.unlike.traits[name],
  say: (word, values) => filled(common.unlike[word], values),
  percent: (share) => `${Math.round(share * 100)} %`,
  decimal: (value) => value.toFixed(2),
};
