import type { Locale } from './preferences.ts';

/** Each language in its own words, so that it is found by those who need it. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  'zh-CN': '简体中文',
};
