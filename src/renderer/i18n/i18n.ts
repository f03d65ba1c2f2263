import { createI18n } from 'vue-i18n';
import type { Locale } from '../stores/preferences.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Messages } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** All languages are in the bundle: a window without its station still speaks. */
export function createMessages(locale: Locale) {
  return createI18n<[Messages], Locale, false>({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en, de, 'zh-CN': zhCn },
  });
}
