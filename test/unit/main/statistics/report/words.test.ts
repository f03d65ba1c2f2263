import { expect, test } from 'vitest';
import { openReportFonts } from '../../../../../src/main/report/pdf/report-fonts.ts';
import { reportFormat } from '../../../../../src/main/statistics/report/report-format.ts';
import { filled } from '../../../../../src/main/report/filled.ts';
import { reportWords } from '../../../../../src/main/statistics/report/words.ts';
import { languages } from '../../../../../src/shared/domain/languages.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

const places = (message: string): string[] => [...new Set(message.match(/\{\w+\}/g))].sort();
const english = leaves(reportWords.en);
const fonts = openReportFonts();
const unknownIn = (text: string): string[] =>
  Array.from(text.replaceAll(/\p{Z}/gu, ' ')).filter((character) => fonts.pieceOf(character) === null);

test.each(languages)(
  '%s has every message with the same places, none empty or left in English',
  (language) => {
    const messages = new Map(leaves(reportWords[language]));
    expect([...messages.keys()]).toEqual(english.map(([path]) => path));
    for (const [path, message] of english) {
      const own = messages.get(path) ?? '';
      expect(own.trim(), path).not.toBe('');
      expect(places(own), path).toEqual(places(message));
      if (language !== 'en' && message.split(' ').length > 3) expect(own, path).not.toBe(message);
    }
  },
);

test.each(languages)('the font has every character of %s, its numbers and times', (language) => {
  for (const [path, message] of leaves(reportWords[language])) expect(unknownIn(message), path).toEqual([]);
  const format = reportFormat(language, 'America/St_Johns');
  const instant = Date.UTC(2026, 2, 1, 12);
  for (const text of [
    format.instant(instant),
    format.count(-1_234_567),
    format.share(0.123),
    format.share(null),
    format.area(0.00001),
    format.score(12.3456),
    ...(['hour', 'day', 'week'] as const).map((unit) => format.bucket({ from: instant, to: instant }, unit)),
  ]) {
    expect(unknownIn(text), text).toEqual([]);
  }
});

test('numbers and times are those of the language and the zone', () => {
  const instant = Date.UTC(2026, 10, 24, 23, 30, 5);
  const german = reportFormat('de', 'Europe/Berlin');
  expect(german.instant(instant)).toBe('25.11.2026, 00:30:05 MEZ');
  expect(german.score(1234.567)).toBe('1.234,57');
  expect(reportFormat('zh-CN', 'Asia/Shanghai').instant(instant)).toContain('2026年11月25日');
  expect(reportFormat('en', 'UTC').bucket({ from: instant, to: instant }, 'hour')).toBe('23:30');
});

test('places are filled, and what has no value stays to be seen', () => {
  expect(filled('{part} of {whole}', { part: 1, whole: 2 })).toBe('1 of 2');
  expect(filled('{part}', {})).toBe('{part}');
});
