import type { Language } from '../../shared/domain/languages.ts';

/** Each language in its own words, so that it is found by those who need it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  'zh-CN': '简体中文',
};
