import { expect, test } from 'vitest';
import { findingKindNames, isTrouble } from '../../../../src/shared/domain/diagnosis.ts';
import * as de from '../../../../src/shared/words/diagnosis/de.ts';
import * as en from '../../../../src/shared/words/diagnosis/en.ts';
import * as zhCn from '../../../../src/shared/words/diagnosis/zh-cn.ts';

test('what was found has words of its own in each language, and advice just where something is to be done', () => {
  for (const kind of findingKindNames) {
    expect(new Set([en, de, zhCn].map(({ foundWords }) => foundWords[kind])).size).toBe(3);
    const advised = [en, de, zhCn].map(({ todoWords }) => Object.keys(todoWords).includes(kind));
    expect([kind, advised]).toEqual([kind, Array(3).fill(isTrouble(kind))]);
  }
});
