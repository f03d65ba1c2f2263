import { expect, test } from 'vitest';
import { networkFailure } from '../../../../src/main/line/network-failure.ts';
import { OutputTroubleError, troubleOf } from '../../../../src/main/line/output-trouble.ts';
import { outputTroubleSchema } from '../../../../src/shared/contract/output-trouble.ts';
import { outputTroubleKinds } from '../../../../src/shared/domain/output-trouble-kinds.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { outputTroubles as de } from '../../../../src/shared/words/output-troubles/de.ts';
import { outputTroubles as en } from '../../../../src/shared/words/output-troubles/en.ts';
import { outputTroubles as zhCn } from '../../../../src/shared/words/output-troubles/zh-cn.ts';

const placesIn = (words: string): string[] =>
  [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

test('why nothing leaves has words in each language, with the same places', () => {
  for (const kind of outputTroubleKinds) {
    for (const words of [de, zhCn]) expect([kind, placesIn(words[kind])]).toEqual([kind, placesIn(en[kind])]);
    expect([en[kind], de[kind], zhCn[kind]].map((words) => words.trim() !== '')).toEqual([true, true, true]);
    expect(new Set([en[kind], de[kind], zhCn[kind]]).size).toBe(3);
  }
});

test('it is data with an English message; what has no words of its own stays as it is', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const failure = networkFailure(refused, 'mqtt://broker');
  expect(failure.message).toBe('“mqtt://broker” takes no connections. Check whether it runs, and its port.');
  expect(outputTroubleSchema.parse(troubleOf(failure))).toEqual({
    kind: 'connectionRefused',
    values: { address: 'mqtt://broker', said: 'connect ECONNREFUSED' },
  });
  expect(troubleOf(new StationError('DATABASE_LOCKED', 'Another program holds it.'))).toBeNull();
  const long = new OutputTroubleError('UNREACHABLE', 'unreachable', { address: 'a', said: 'x'.repeat(9000) });
  expect(() => outputTroubleSchema.parse(long.trouble)).not.toThrow();
});
