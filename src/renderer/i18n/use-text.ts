import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Messages } from './en.ts';

type Keys<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${Key}`
    : Keys<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

/** Every message there is, by its path: `frame.rail.inspect`. */
export type MessageKey = Keys<Messages>;

/** Values for the places in a message; `count` also chooses between singular and plural (`one | many`). */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The window's words in the language of the moment; a key that does not exist is a type error. */
export function useText() {
  const { t: translate, locale } = useI18n({ useScope: 'global' });
  function t(key: MessageKey, values: MessageValues = {}): string {
    const count = values.count;
    return typeof count === 'number' ? translate(key, values, count) : translate(key, values);
  }
  return { t, locale: computed(() => locale.value) };
}
