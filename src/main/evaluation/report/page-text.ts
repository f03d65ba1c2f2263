import type { Language } from '../../../shared/domain/languages.ts';
import { de } from './words/de.ts';
import { en, type EvaluationWords } from './words/en.ts';
import { zhCn } from './words/zh-cn.ts';

/** The words, number formats and time formats of a page's language. */
export interface PageText {
  readonly language: Language;
  readonly words: EvaluationWords;
  /** Formats a figure of merit with three decimals; null as a dash. */
  merit(value: number | null): string;
  /** Formats an image score or a limit with three decimals. */
  score(value: number): string;
  /** Formats a share 0..1 as percent; null as a dash. */
  share(value: number | null): string;
  /** Formats a share 0..1 of the picture as percent with three decimals. */
  area(value: number): string;
  /** Formats an axis's tick. */
  tick(value: number): string;
  milliseconds(value: number): string;
  /** Formats a day and time with the machine's zone. */
  instant(value: number): string;
}

/** The words of evaluation pages in each language. */
export const evaluationWords: Readonly<Record<Language, EvaluationWords>> = { en, de, 'zh-CN': zhCn };

export function pageTextIn(language: Language): PageText {
  const locale = language === 'en' ? 'en-GB' : language;
  const decimals = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    });
  const [whole, one, three] = [decimals(0), decimals(1), decimals(3)];
  const tick = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6, useGrouping: false });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
  return {
    language,
    words: evaluationWords[language],
    merit: (value) => (value === null ? '–' : three.format(value)),
    score: (value) => three.format(value),
    share: (value) => (value === null ? '–' : `${one.format(100 * value)} %`),
    area: (value) => `${three.format(100 * value)} %`,
    tick: (value) => tick.format(value),
    milliseconds: (value) => `${(value < 9.95 ? one : whole).format(value)} ms`,
    instant: (value) => time.format(value),
  };
}
