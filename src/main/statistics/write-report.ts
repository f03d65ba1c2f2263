import type { LogEntryDetail } from '../../shared/contract/log.ts';
import type {
  Drift,
  DriftRequest,
  ExportEvent,
  Overview,
  OverviewFilter,
  ReportRequest,
  StatisticsFilter,
} from '../../shared/contract/statistics.ts';
import { laneForPeople } from '../../shared/domain/given-names.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import type { Language } from '../../shared/domain/languages.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import type { LogService } from '../log/service.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import type { ExportFolder } from './export-folder.ts';
import { exportName, reportType } from './export-name.ts';
import type { ProceedingsRepository } from './proceedings-repository.ts';
import { reportCharts } from './report-charts.ts';
import { inspectedSpan } from './overview.ts';
import type { ReportHead } from './report/front-page.ts';
import { namesIn } from './report/names-in.ts';
import { openReport } from './report/open-report.ts';
import { reportFormat, type ReportFormat } from './report/report-format.ts';
import { filled } from '../report/filled.ts';
import { reportWords } from './report/words.ts';
import type { ReportWords } from './report/words/en.ts';
import { readEntryPictures, type EntryPictures } from './report/entry-pictures.ts';
import type { StatisticsRepository } from './repository.ts';

/** Entries that are looked up at once. */
const page = 500;
/** Entries that are read before other work may run. */
const piece = 25;

export interface ReportParts {
  readonly statistics: StatisticsRepository;
  readonly proceedings: ProceedingsRepository;
  readonly overview: (filter: OverviewFilter, timeZone: string, signal?: AbortSignal) => Promise<Overview>;
  readonly drift: (request: DriftRequest) => Drift;
  readonly log: Pick<LogService, 'list' | 'count' | 'get' | 'picture' | 'map' | 'markExported'>;
  readonly products: Pick<ProductService, 'get'>;
  readonly models: Pick<ModelService, 'card'>;
  readonly exports: Pick<ExportFolder, 'open'>;
  /** The program's version. */
  readonly version: string;
}

/** The order of a report. */
export interface ReportOrder extends ReportRequest {
  readonly language: Language;
  /** The station's name; empty: it has none. */
  readonly station: string;
}

/**
 * Writes the figures and the entries with the highest scores as PDF, as they were when it began. One entry's
 * pictures are in memory at a time.
 *
 * @throws StationError NOT_FOUND for the filter's product or model, DISK_FULL, NO_PERMISSION; the signal's reason when it
 *   aborts; no file is left then
 */
export async function* writeReport(
  parts: ReportParts,
  request: ReportOrder,
  signal?: AbortSignal,
): AsyncGenerator<ExportEvent> {
  const { filter, timeZone, language } = request;
  const words = reportWords[language];
  const format = reportFormat(language, timeZone);
  const head = headOf(parts, request, words, format);
  const total = parts.log.count(filter);
  // One step for the figures, then one for each entry.
  const steps = Math.min(total, request.entries) + 1;
  yield { kind: 'progress', done: 0, total: steps };
  const overview = await parts.overview(filter, timeZone, signal);
  const entries = await readEntries(parts.log, filter, steps - 1, signal);
  const fileName = exportName('loupe-report', request.station, timeZone, 'pdf');
  const file = await parts.exports.open({ fileName, type: reportType });
  try {
    const report = openReport({
      words,
      format,
      language,
      version: parts.version,
      title: titleOf(head, words),
    });
    report.begin({
      head,
      overview,
      charts: reportCharts(parts, filter),
      proceedings: parts.proceedings.read(filter),
    });
    for await (const some of withTurns(stepsOf(entries, piece), signal)) {
      for (const entry of some) report.plan(entry, filter.productId === undefined);
    }
    report.beginEntries(total);
    yield { kind: 'progress', done: 1, total: steps };
    let missing = 0;
    for await (const [index, entry] of withTurns(entries.entries(), signal)) {
      const pictures = await readEntryPictures(parts.log, entry);
      missing += missingOf(entry, pictures);
      report.add(index, pictures);
      await file.append(report.written());
      yield { kind: 'progress', done: index + 2, total: steps };
    }
    await file.append(report.end());
    const exportId = await file.finish();
    parts.log.markExported(entries.map(({ id }) => id));
    yield { kind: 'finished', exportId, fileName, entries: entries.length, missing };
  } finally {
    await file.discard();
  }
}

/** Returns how many files of an entry are missing; a part that was not inspected needs no heatmap, and maybe no picture. */
function missingOf({ verdict, pictured }: LogEntryDetail, { picture, heatmap }: EntryPictures): number {
  const expected = [
    ...(pictured ? [picture] : []),
    ...(pictured && verdict !== notInspected ? [heatmap] : []),
  ];
  return expected.filter((file) => file === null).length;
}

/** Reads the entries with the highest scores, at most `most`; those without a score come last. */
async function readEntries(
  log: ReportParts['log'],
  filter: StatisticsFilter,
  most: number,
  signal: AbortSignal | undefined,
): Promise<LogEntryDetail[]> {
  const entries: LogEntryDetail[] = [];
  while (entries.length < most) {
    const limit = Math.min(page, most - entries.length);
    const { ids } = log.list({ filter, order: 'highest-score', after: entries.at(-1)?.id, limit });
    if (ids.length === 0) break;
    for await (const some of withTurns(stepsOf(ids, piece), signal)) {
      entries.push(...some.map((id) => log.get(id)));
    }
  }
  return entries;
}

function headOf(
  { statistics, products, models, version }: ReportParts,
  { filter, timeZone, station }: ReportOrder,
  words: ReportWords,
  format: ReportFormat,
): ReportHead {
  const { productId, modelId, lane, shiftId, source, cause } = filter;
  const laneName = lane === undefined ? null : statistics.laneName(lane);
  const inspected = inspectedSpan(statistics.sessions(filter), filter);
  const card = modelId === undefined ? null : models.card(modelId);
  return {
    subject: productId === undefined ? words.allProducts : products.get(productId).name,
    facts: [
      ...(station === '' ? [] : [[words.facts.station, station] as const]),
      ...(lane === undefined
        ? []
        : [
            [
              words.facts.lane,
              laneName === null ? String(lane) : `${lane} · ${laneForPeople(laneName, namesIn(words))}`,
            ] as const,
          ]),
      ...(shiftId === undefined ? [] : [[words.facts.shift, format.count(shiftId)] as const]),
      ...(source === undefined ? [] : [[words.entries.source, words.sources[source].name] as const]),
      ...(cause === undefined ? [] : [[words.entries.cause, cause] as const]),
      [words.facts.period, periodText(filter, words, format)],
      ...(inspected === null
        ? []
        : [
            [
              words.facts.inspected,
              filled(words.periods.between, {
                from: format.instant(inspected.from),
                to: format.instant(inspected.to - 1),
              }),
            ] as const,
          ]),
      [words.facts.timeZone, timeZone],
      [
        words.facts.model,
        card === null
          ? words.facts.allModels
          : `${card.preset}, ${format.instant(card.createdAt)}, ${card.graph.sha256.slice(0, 12)}`,
      ],
      [words.facts.written, filled(words.facts.writtenBy, { time: format.instant(Date.now()), version })],
    ],
  };
}

function periodText({ from, to }: StatisticsFilter, { periods }: ReportWords, format: ReportFormat): string {
  if (from === undefined && to === undefined) return periods.all;
  if (to === undefined) return filled(periods.since, { from: format.instant(from ?? 0) });
  // A span's end does not belong to it.
  const last = format.instant(Math.max(to - 1, 0));
  if (from === undefined) return filled(periods.until, { to: last });
  return filled(periods.between, { from: format.instant(from), to: last });
}

function titleOf({ subject }: ReportHead, { title }: ReportWords): string {
  return `${title} – ${subject}`;
}
