import type { Language } from '../../shared/domain/languages.ts';

/** Each language's name in that language, so that its speakers find it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  'zh-CN': '简体中文',
};
