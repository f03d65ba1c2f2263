import type { JudgedEntry, LogEntryDetail } from '../../shared/contract/log.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { countedAs, sourceKinds, type ToldSource } from '../../shared/domain/source-kinds.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import { wallTime } from '../../shared/domain/time-zone.ts';
import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';
import { byteOrderMark, csvLine, type Cell } from '../files/csv.ts';

type CellOf<Entry> = (entry: Entry, timeZone: string) => Cell;

/** A cell that only a part with a verdict has. */
const judged =
  (cell: CellOf<JudgedEntry>): CellOf<LogEntryDetail> =>
  (entry, timeZone) =>
    entry.verdict === notInspected ? null : cell(entry, timeZone);

/** The columns of an exported log. Their names are the same in every language, because programs read them as well. */
const columns: readonly (readonly [name: string, cell: CellOf<LogEntryDetail>])[] = [
  ['entry', ({ id }) => id],
  ['time_local', ({ capturedAt }, timeZone) => localTime(capturedAt, timeZone)],
  ['time_zone', (_, timeZone) => timeZone],
  ['time_utc', ({ capturedAt }) => new Date(capturedAt).toISOString()],
  ['product', ({ productName }) => productName],
  ['file', ({ name }) => name],
  ['verdict', ({ verdict }) => verdict],
  ['score', judged(({ score }) => score)],
  ['limit_review', judged(({ thresholds }) => thresholds.review)],
  ['limit_defect', judged(({ thresholds }) => thresholds.defect)],
  ['pixel_threshold', judged(({ thresholds }) => thresholds.pixelThreshold)],
  ['smallest_area', judged(({ thresholds }) => thresholds.smallestArea)],
  ['regions', judged(({ regions }) => regions?.count ?? null)],
  ['largest_region', judged(({ regions }) => regions?.largest ?? null)],
  ['frames', ({ frames }) => frames],
  ['decision', ({ decision }) => decision],
  ['cause', ({ cause }) => cause],
  ['note', (entry) => standingDecision(entry)?.note ?? null],
  ['decided_by', (entry) => standingDecision(entry)?.decidedBy ?? null],
  [
    'decided_local',
    (entry, timeZone) => ifThere(standingDecision(entry)?.decidedAt, (at) => localTime(at, timeZone)),
  ],
  ['decided_utc', (entry) => ifThere(standingDecision(entry)?.decidedAt, (at) => new Date(at).toISOString())],
  ['source', ({ source }) => sourceText(source)],
  ['frame_number', ({ frameNumber }) => frameNumber],
  ['model', ({ modelId }) => modelId],
  ['model_family', ({ model }) => model.family],
  ['model_preset', ({ model }) => model.preset],
  ['model_sha256', ({ model }) => model.graphSha256],
  ['session', ({ sessionId }) => sessionId],
  ['provider', judged(({ provider }) => provider)],
  ['run_ms', judged(({ timings }) => timings.run)],
  ['picture_sha256', ({ picture }) => picture?.sha256 ?? null],
  // Columns that were added later are at the end, because some programs read columns by their position.
  ['counted_as', (entry) => (isView(entry) ? 'views' : countedAs(entry.source.kind, entry.triggerKind))],
  ['reason', (entry) => (entry.verdict === notInspected ? entry.reason : null)],
  ['reason_detail', (entry) => (entry.verdict === notInspected ? entry.detail : null)],
  ['outlined', judged(({ regions }) => regions && outlinedKind(regions))],
  ['lane', ({ lane }) => lane],
  ['lane_name', ({ laneName }) => laneName],
  ['part', ({ partNumber }) => partNumber],
];

/** The head of the file. */
export function logHead(decimal: DecimalSeparator): string {
  const names = columns.map(([name]) => name);
  return byteOrderMark + csvLine(names, decimal);
}

/** Writes one entry with its latest decision. */
export function logLine(entry: LogEntryDetail, timeZone: string, decimal: DecimalSeparator): string {
  const cells = columns.map(([, cell]) => cell(entry, timeZone));
  return csvLine(cells, decimal);
}

/** Formats a time as `2026-11-25 14:03:22`, which spreadsheets recognise. */
export function localTime(instant: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(instant, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Returns the latest decision; null if it was taken back. */
function standingDecision({
  decisions,
  decision,
}: LogEntryDetail): LogEntryDetail['decisions'][number] | null {
  return decision === null ? null : (decisions.at(-1) ?? null);
}

function sourceText({ kind, address }: ToldSource): string {
  const { fileWord } = sourceKinds[kind];
  return address === null ? fileWord : `${fileWord} ${address}`;
}

/** Names what an entry's outline shows: its regions, or, without any, the strongest place of its map (`outlineOf`). */
function outlinedKind({ count }: NonNullable<JudgedEntry['regions']>): string {
  return count > 0 ? 'regions' : 'strongest-place';
}

function ifThere<Value>(value: Value | undefined, text: (value: Value) => string): string | null {
  return value === undefined ? null : text(value);
}
