import { expect, test } from 'vitest';
import { createApp } from 'vue';
import { lostWords } from '../../../../src/renderer/frame/lost-words.ts';
import { installMessages } from '../../../../src/renderer/i18n/i18n.ts';
import { useText } from '../../../../src/renderer/i18n/use-text.ts';
import type { Language } from '../../../../src/shared/domain/languages.ts';

test.each<[Language, string, string]>([
  [
    'en',
    'Part 7.png could not be logged: no room',
    '3 parts could not be logged. The last is part 12: no room',
  ],
  [
    'de',
    'Teil 7.png konnte nicht protokolliert werden: no room',
    '3 Teile konnten nicht protokolliert werden, zuletzt Teil 12: no room',
  ],
  [
    'zh-CN',
    '有 1 个零件未能写入记录，最近的是零件 7.png：no room',
    '有 3 个零件未能写入记录，最近的是零件 12：no room',
  ],
])('what the log could not take is said in %s', (language, one, several) => {
  const app = createApp({});
  installMessages(app, language);
  const { t } = app.runWithContext(useText);
  const cause = 'no room';
  expect(lostWords(t, { parts: 1, last: { part: '7.png', cause } })).toBe(one);
  expect(lostWords(t, { parts: 3, last: { part: 12, cause } })).toBe(several);
});
