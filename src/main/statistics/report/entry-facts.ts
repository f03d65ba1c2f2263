import type { LogEntryDetail } from '../../../shared/contract/log.ts';
import type { DifferenceSpeech } from '../../../shared/domain/difference-words.ts';
import { factsOfEntry } from '../../../shared/domain/entry-facts.ts';
import { laneForPeople, personForPeople } from '../../../shared/domain/given-names.ts';
import { notInspected } from '../../../shared/domain/outcome.ts';
import type { ToldSource } from '../../../shared/domain/source-kinds.ts';
import type { ReportFormat } from './report-format.ts';
import { namesIn } from './names-in.ts';
import { filled } from '../../report/filled.ts';
import type { ReportWords } from './words/en.ts';

export type Fact = readonly [name: string, value: string];

/** Number of a hash's digits that are shown; enough to tell two models apart. */
const hashDigits = 12;

/** Lists the facts that explain an entry's verdict, and the decision on it. @param named true to include the product's name */
export function factsOf(
  entry: LogEntryDetail,
  words: ReportWords,
  format: ReportFormat,
  named: boolean,
): Fact[] {
  const { model, name, cause } = entry;
  const { entries } = words;
  const inFacts = {
    score: format.score,
    area: format.area,
    lane: (given: string) => laneForPeople(given, namesIn(words)),
    off: entries.off,
    differences: differencesIn(words, format),
  };
  return [
    [entries.time, format.instant(entry.capturedAt)],
    ...(named ? [[entries.product, entry.productName] as const] : []),
    ...factsOfEntry(entry, inFacts).map(({ fact, text }) => [entries[fact], text] as const),
    ...outcomeFacts(entry, words, format),
    [
      entries.model,
      `${model.preset}, ${format.instant(model.createdAt)}, ${model.graphSha256.slice(0, hashDigits)}`,
    ],
    [entries.source, sourceText(entry.source, words)],
    ...(name === null ? [] : [[entries.file, name] as const]),
    [entries.decision, decisionText(entry, words, format)],
    ...(cause === null ? [] : [[entries.cause, cause] as const]),
  ];
}

/** Lists the facts of the outcome: the regions of a verdict, or the reason why the part was not inspected. */
function outcomeFacts(
  entry: LogEntryDetail,
  { entries, notInspected: none }: ReportWords,
  format: ReportFormat,
): Fact[] {
  if (entry.verdict === notInspected) {
    const { reason, detail } = entry;
    return [
      [none.reason, none.reasons[reason]],
      ...(detail === null ? [] : [[none.detail, detail] as const]),
    ];
  }
  const { regions } = entry;
  if (regions === null) return [];
  const found =
    regions.count === 0
      ? entries.strongestPlace
      : `${format.count(regions.count)}, ${format.area(regions.largest)}`;
  return [[entries.regions, found]];
}

/** Returns the latest decision's note; empty if there is none. */
export function noteOf({ decision, decisions }: LogEntryDetail): string {
  return decision === null ? '' : (decisions.at(-1)?.note ?? '').trim();
}

function decisionText(
  { decision, decisions }: LogEntryDetail,
  words: ReportWords,
  format: ReportFormat,
): string {
  const last = decisions.at(-1);
  if (decision === null || last === undefined) return words.entries.undecided;
  return filled(words.entries.decidedBy, {
    decision: words.counts[decision],
    name: personForPeople(last.decidedBy, namesIn(words)),
    time: format.instant(last.decidedAt),
  });
}

function differencesIn({ unlike }: ReportWords, format: ReportFormat): DifferenceSpeech {
  return {
    trait: (name) => unlike.traits[name],
    say: (word, values) => filled(unlike[word], values),
    percent: (share) => format.percent(share),
    decimal: (value) => format.score(value),
  };
}

function sourceText({ kind, address }: ToldSource, words: ReportWords): string {
  const { name, at } = words.sources[kind];
  return address === null ? name : filled(at, { address });
}
