import { expect, test } from 'vitest';
import { createApp } from 'vue';
import { installMessages } from '../../../../src/renderer/i18n/i18n.ts';
import { useFailureText } from '../../../../src/renderer/i18n/use-failure-text.ts';
import {
  ConnectionLostError,
  toFailure,
  type FailureCode,
} from '../../../../src/renderer/transport/failure.ts';
import type { Language } from '../../../../src/shared/domain/languages.ts';

test.each<[Language, FailureCode, string, string]>([
  ['en', 'DISK_FULL', 'No room on /data', 'No room on /data'],
  ['de', 'DISK_FULL', 'No room on /data', 'Der Datenträger ist voll (No room on /data)'],
  ['zh-CN', 'DISK_FULL', 'No room on /data', '磁盘已满 (No room on /data)'],
  ['de', 'INTERNAL', 'Diese Spur einzeln starten', 'Diese Spur einzeln starten'],
])(
  'in %s a failure of kind %s is one sentence that its readers understand',
  (language, code, message, said) => {
    expect(textIn(language)({ code, message })).toBe(said);
  },
);

test('a lost connection is told in the window’s words alone, once', () => {
  const lost = toFailure(new ConnectionLostError());
  expect(textIn('en')(lost)).toBe('The station does not answer');
  expect(textIn('de')(lost)).toBe('Die Station antwortet nicht');
});

function textIn(language: Language): ReturnType<typeof useFailureText> {
  const app = createApp({});
  installMessages(app, language);
  return app.runWithContext(useFailureText);
}
