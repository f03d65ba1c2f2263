import { inject, type InjectionKey, type Ref } from 'vue';
import type { Messages } from './en.ts';

type Keys<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${Key}`
    : Keys<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

/** Path of a message: `frame.rail.inspect`. */
export type MessageKey = Keys<Messages>;

/** Values for a message's placeholders; `count` also chooses between singular and plural (`one | many`). */
export type MessageValues = Readonly<Record<string, string | number>>;

export interface Text {
  /** Returns the message in the current language; the compiler rejects unknown keys. */
  t(key: MessageKey, values?: MessageValues): string;
  readonly locale: Ref<string>;
}

export const textKey: InjectionKey<Text> = Symbol('words of the window');

/** The window's messages, for components and stores. */
export function useText(): Text {
  const text = inject(textKey);
  if (text === undefined) throw new Error('The window was started without its words');
  return text;
}
