import type { Language } from '../../shared/domain/languages.ts';
import { common as de } from '../../shared/words/de.ts';
import { common as en } from '../../shared/words/en.ts';
import { common as zh } from '../../shared/words/zh-cn.ts';

const words = { en, de, 'zh-CN': zh } as const satisfies Record<Language, unknown>;

/** The name shown for an automatic pause. */
export const halter = 'Loupe';

/** Returns the reason shown for a halted line: a verdict could not be logged. */
export function reasonOfHalt(language: Language): string {
  return words[language].notInspected.reasons['not-logged'];
}
