import type { Language } from '../../shared/domain/languages.ts';
import { filled } from '../report/filled.ts';
import { reportFormat } from '../statistics/report/report-format.ts';

interface Words {
  readonly subject: string;
  readonly text: string;
  readonly allProducts: string;
  readonly by: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    subject: 'Inspection report {name}, {to}',
    text: 'The report is attached as PDF.\n\n{product}\n{from} – {to}',
    allProducts: 'All products',
    by: 'Sent by the inspection station {station}.',
  },
  de: {
    subject: 'Prüfbericht {name}, {to}',
    text: 'Der Bericht liegt als PDF bei.\n\n{product}\n{from} – {to}',
    allProducts: 'Alle Produkte',
    by: 'Gesendet von der Prüfstation {station}.',
  },
  'zh-CN': {
    subject: '检测报告 {name}，{to}',
    text: '报告见附件 PDF。\n\n{product}\n{from} – {to}',
    allProducts: '所有产品',
    by: '由检测站 {station} 发送。',
  },
};

export interface MailFacts {
  readonly name: string;
  /** The product's name; null for all products. */
  readonly product: string | null;
  /** The station's name; empty if it has none. */
  readonly station: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}

/** Returns the texts of a mail with a report, in the report's language. */
export function mailWords(
  language: Language,
  { name, product, station, timeZone, from, to }: MailFacts,
): { readonly subject: string; readonly text: string } {
  const { instant } = reportFormat(language, timeZone);
  const { subject, text, allProducts, by } = words[language];
  const facts = { name, product: product ?? allProducts, from: instant(from), to: instant(to) };
  return {
    subject: filled(subject, facts),
    text: [filled(text, facts), ...(station === '' ? [] : [filled(by, { station })])].join('\n\n'),
  };
}
