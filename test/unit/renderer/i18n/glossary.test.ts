import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { glossary as de } from '../../../../src/renderer/i18n/de/glossary.ts';
import { glossary as en } from '../../../../src/renderer/i18n/en/glossary.ts';
import { glossary as zh } from '../../../../src/renderer/i18n/zh-cn/glossary.ts';
import { keysOf } from '../../../../src/shared/domain/keys.ts';

const document = readFileSync(join(import.meta.dirname, '../../../../docs/glossary.md'), 'utf8');
const entry = /^- \*\*([^*]+)\*\* \(([^)]*)\):([^]*?)(?=\n- |\n\n)/gm;
/** The document's entry for each term: the words in German and Chinese, and the explanation as plain text. */
const documented = new Map(
  [...document.matchAll(entry)]
    .map(([, word = '', others = '', text = '']) => {
      const [german = '', chinese = ''] = others.split(' · ').map((other) => other.trim());
      return [
        word,
        { german, chinese, text: text.replaceAll(/[_*`]/g, '').replaceAll(/\s+/g, ' ').trim() },
      ] as const;
    })
    // Of a term with two entries, the entry for the window's use comes first, so it must win.
    .toReversed(),
);

test.each(keysOf(en))('the window says of “%s” what the glossary says', (key) => {
  const found = documented.get(en[key].word);
  expect(found?.text.startsWith(en[key].text)).toBe(true);
  expect([found?.german, found?.chinese]).toEqual([de[key].word, zh[key].word]);
});
