import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { de } from '../../../../src/renderer/i18n/de.ts';
import { en } from '../../../../src/renderer/i18n/en.ts';
import { zhCn } from '../../../../src/renderer/i18n/zh-cn.ts';
import { common } from '../../../../src/shared/words/en.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

const places = (message: string): string[] => [...new Set(message.match(/\{\w+\}/g))].sort();

test.each([
  ['de', de],
  ['zh-CN', zhCn],
])('%s has every message with the same places, and none is empty or left in English', (_, messages) => {
  const translated = new Map(leaves(messages));
  for (const [path, message] of leaves(en)) {
    const other = translated.get(path);
    expect(other?.trim(), path).toBeTruthy();
    expect(places(other ?? ''), path).toEqual(places(message));
    if (message.split(' ').length > 4) expect(other, path).not.toBe(message);
  }
});

test.each([
  [
    'de',
    de,
    /\bWerte? \{score\}|anlernen|auswerten|durchschl[uü]pf|\bplatte\b|kennw|ausbeute|ausschuss|zurückgewiesen|\bregionen\b/i,
  ],
  ['zh-CN', zhCn, /热力图|分数|工件|限值|(?<!像素)阈值|工作站|图片|合格率|复检|重放|会话|种类|机器(?!视觉)/],
])('%s has one word for one thing, as the glossary says', (_, messages, others) => {
  expect(leaves(messages).filter(([, message]) => others.test(message))).toEqual([]);
});

const sources = join(import.meta.dirname, '../../../../src');
/** A key in the source: whole, or with placeholders for parts known only at run time. */
const wholeKey = /'([\w.-]+)'/g;
const keyWithPlaces = /`([\w-]+\.[\w.-]*(?:\$\{[^}]*\}[\w.-]*)+)`/g;

test('every message is said somewhere', () => {
  // Leave out the tables of words, which contain all keys.
  const files = globSync('{renderer,shared}/**/*.{ts,vue}', { cwd: sources });
  const texts = files.map((file) => readFileSync(join(sources, file), 'utf8'));
  const said = new Set(texts.flatMap((text) => [...text.matchAll(wholeKey)].map(([, key]) => key)));
  const forms = texts.flatMap((text) =>
    [...text.matchAll(keyWithPlaces)].map(([, form = '']) => {
      const parts = form.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
      return new RegExp(`^${parts.join('[\\w.-]+')}$`);
    }),
  );
  // Reports also use these keys.
  const ofReports = new Set(leaves(common).map(([path]) => path));
  const unsaid = leaves(en)
    .map(([path]) => path)
    .filter((path) => !ofReports.has(path) && !said.has(path) && !forms.some((form) => form.test(path)));
  expect(unsaid).toEqual([]);
});
