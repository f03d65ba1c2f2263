import type { DifferenceSpeech } from '../../shared/domain/difference-words.ts';
import { formatScore, formatWholePercent } from '../formats.ts';
import { useText } from './use-text.ts';

/** Words for differences between pictures, in the window's current language. */
export function useDifferenceSpeech(): DifferenceSpeech {
  const { t, locale } = useText();
  return {
    trait: (name) => t(`unlike.traits.${name}`),
    say: (word, values) => t(`unlike.${word}`, values),
    percent: (share) => formatWholePercent(share, locale.value),
    decimal: (value) => formatScore(value, locale.value),
  };
}
