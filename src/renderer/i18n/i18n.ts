import { createI18n } from 'vue-i18n';
import type { App } from 'vue';
import type { Language } from '../../shared/domain/languages.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';
import { textKey } from './use-text.ts';
import { zhCn } from './zh-cn.ts';

/** Installs the app's messages. The bundle contains all languages, so that a window without its station still has words. */
export function installMessages(app: App, locale: Language): void {
  const messages = createI18n<[Messages], Language, false>({
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- composition mode is the default only from version 12 on
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en, de, 'zh-CN': zhCn },
  });
  app.use(messages);
  const { t, locale: current } = messages.global;
  app.provide(textKey, {
    // A count chooses between singular and plural, and is formatted in the language's number format.
    t: (key, values = {}) =>
      typeof values.count === 'number'
        ? t(key, { ...values, count: values.count.toLocaleString(current.value) }, values.count)
        : t(key, values),
    locale: current,
  });
}
