import type { DifferenceSpeech } from '../../shared/domain/difference-words.ts';
import { formatScore, formatWholePercent } from '../formats.ts';
import { useText } from './use-text.ts';

/** How the window says what pictures differ in, in its language of the moment. */
export function useDifferenceSpeech(): DifferenceSpeech {
  const { t, locale } = useText();
  return {
    trait: (name) => t(`unlike.traits.${name}`),
    say: (word, values) => t(`unlike.${word}`, values),
    percent: (share) => formatWholePercent(share, locale.value),
    decimal: (value) => formatScore(value, locale.value),
  };
}
