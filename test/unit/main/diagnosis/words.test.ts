import { expect, test } from 'vitest';
import { findingKindNames, findingKinds } from '../../../../src/shared/domain/diagnosis.ts';
import { findingWords as de } from '../../../../src/shared/words/diagnosis/de.ts';
import { findingWords as en } from '../../../../src/shared/words/diagnosis/en.ts';
import { findingWords as zhCn } from '../../../../src/shared/words/diagnosis/zh-cn.ts';

const placesIn = (words: string): string[] =>
  [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

test('what was found has words in each language, with the same places, and says what to do unless all is well', () => {
  for (const kind of findingKindNames) {
    for (const words of [de, zhCn]) {
      expect([kind, placesIn(words[kind].found)]).toEqual([kind, placesIn(en[kind].found)]);
    }
    const advised = [en, de, zhCn].map((words) => words[kind].todo !== '');
    expect([kind, advised]).toEqual([kind, Array(3).fill(findingKinds[kind] !== 'ok')]);
    expect(new Set([en, de, zhCn].map((words) => words[kind].found)).size).toBe(3);
  }
});
