import type { DataNote } from '../../../shared/domain/data-notes.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { common as de } from '../../../shared/words/de.ts';
import { common as en } from '../../../shared/words/en.ts';
import { common as zhCn } from '../../../shared/words/zh-cn.ts';
import { factsTable, type Fact } from '../../report/facts-table.ts';
import { filled } from '../../report/filled.ts';
import { html, type Markup } from '../../report/markup.ts';

const words = { en: en.dataNotes, de: de.dataNotes, 'zh-CN': zhCn.dataNotes } as const satisfies Record<
  Language,
  unknown
>;

/** Lists the oddities of the images and their ground truth. @param told makes a message without the station's paths */
export function notesSection(
  notes: readonly DataNote[],
  language: Language,
  told: (message: string) => string,
): Markup | null {
  if (notes.length === 0) return null;
  const { title, says, more } = words[language];
  const facts = notes.map(({ code, count, items }): Fact => {
    const named = items.map(({ name, detail }) => (detail === '' ? name : `${name} (${told(detail)})`));
    const rest = count > items.length ? [filled(more, { count: count - items.length })] : [];
    return [filled(says[code], { count }), [...named, ...rest].join(', ')];
  });
  return html`<section id="notes">
    <h2>${filled(title, { count: notes.length })}</h2>
    ${factsTable(facts)}
  </section>`;
}
