import { randomUUID } from 'node:crypto';
import type { JudgedPart, Timings } from '../../src/shared/contract/part-result.ts';
import { findRegions } from '../../src/shared/domain/defect-regions.ts';
import { judge, limitsOf } from '../../src/shared/domain/verdict.ts';
import { createLogFiles, type LoggedFiles } from '../../src/main/log/files.ts';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { createSessionRepository } from '../../src/main/inspection/session-repository.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import type { openDataServices } from '../support/data-services.ts';
import type { InspectedPart } from './inspected-parts.ts';
import { plannedShifts, type PlannedShift } from './line-calendar.ts';
import { inFirstLane } from '../support/first-lane.ts';

export interface LogPlan {
  readonly productId: string;
  readonly modelId: string;
  /** Parts that come by repeatedly; some must be good, some not. */
  readonly parts: readonly InspectedPart[];
  /** Number of log entries of parts that were not good. */
  readonly entries: number;
  /** The log ends before this time, ms since 1970. */
  readonly until: number;
}

export interface WrittenLog {
  readonly entries: number;
  readonly inspections: number;
  readonly shifts: number;
}

/** Length of the log, days. */
const days = 21;
/** Number of good parts for each part that is not good. */
const goodParts = 5;
const causes = { scratch: 'Scratch', dent: 'Dent', stain: 'Stain', chip: 'Chipped rim' } as const;
/** People who decide in Review. */
const reviewers = ['Mira', 'Jonas'];

type SeedPart = InspectedPart & Pick<JudgedPart, 'verdict' | 'regions'>;
type EntryPart = SeedPart & { readonly written: LoggedFiles };

/**
 * Writes the log of three weeks at a line: shifts with an inspection and a pause each, verdicts on good and other parts under
 * the product's limits, and decisions on three entries in four. Entries of the same part share picture and map.
 *
 * @throws Error if all parts are good or none is
 */
export async function writeLog(
  home: string,
  { database, thresholds, products }: ReturnType<typeof openDataServices>,
  { productId, modelId, parts, entries, until }: LogPlan,
): Promise<WrittenLog> {
  const limits = thresholds.latest(modelId);
  if (limits === null) throw new Error('The model has to be active');
  const judged = parts.map((part): SeedPart => {
    const { map, height, width } = part.map;
    const regions = findRegions(map, height, width, limits);
    return {
      ...part,
      regions,
      verdict: judge({ score: part.score, largestRegion: regions.largest }, limits),
    };
  });
  const good = judged.filter(({ verdict }) => verdict === 'good');
  const files = createLogFiles(home);
  const others: EntryPart[] = [];
  for (const part of judged.filter(({ verdict }) => verdict !== 'good')) {
    others.push({ ...part, written: (await files.write(part.frame, part.map, until)).files });
  }
  if (good.length === 0 || others.length === 0) throw new Error('Some parts have to be good, some not');

  const rows = createLogRepository(database);
  const sessions = createSessionRepository(database);
  const random = seededRandom(entries);
  const shifts = plannedShifts(until, days);
  const addShift = database.prepare(
    `INSERT INTO shifts (operator, started_by, started_at) VALUES (@operator, 'local', @startedAt)`,
  );
  const endShift = database.prepare(
    `UPDATE shifts SET ended_by = 'local', ended_at = ? WHERE ended_at IS NULL`,
  );
  const addPause = database.prepare(
    `INSERT INTO pauses (session_id, reason, paused_by, paused_at, resumed_at)
     VALUES (@sessionId, @reason, 'local', @from, @to)`,
  );

  let numbers = 1;
  const writeShift = database.transaction((shift: PlannedShift, count: number): void => {
    addShift.run({ operator: shift.operator, startedAt: shift.startedAt });
    const session = {
      ...inFirstLane,
      trigger: 'free',
      id: randomUUID(),
      productId,
      modelId,
      source: { kind: 'watched-folder', folder: '/line/parts' },
      startedAt: shift.startedAt,
      provider: 'cpu',
      refusedProviders: [],
      startedBy: 'local',
    } as const;
    sessions.insert(session);
    addPause.run({ sessionId: session.id, ...shift.pause });
    const total = count * (1 + goodParts);
    const worked = shift.endedAt - shift.startedAt - (shift.pause.to - shift.pause.from);
    for (let number = 0; number < total; number++) {
      const sinceStart = ((number + random.next()) / total) * worked;
      const beforePause = shift.startedAt + sinceStart < shift.pause.from;
      const capturedAt = shift.startedAt + sinceStart + (beforePause ? 0 : shift.pause.to - shift.pause.from);
      const isEntry = number % (1 + goodParts) === 0;
      const entry = isEntry ? one(others, random.next()) : null;
      const part = entry ?? one(good, random.next());
      const row: JudgedPart = {
        sessionId: session.id,
        productId,
        modelId,
        ...inFirstLane,
        partNumber: numbers++,
        frameNumber: number,
        name: `SN-${Math.floor(capturedAt / 1000)}-${number}.png`,
        capturedAt: Math.floor(capturedAt),
        score: part.score,
        verdict: part.verdict,
        regions: part.regions,
        thresholds: { id: limits.id, ...limitsOf(limits) },
        provider: 'cpu',
        timings: timings(random.next()),
      };
      if (entry === null) rows.addGood(row);
      else decide(rows.addEntry(row, entry.written), row.capturedAt, entry);
    }
    sessions.end(session.id, shift.endedAt, 0);
    endShift.run(shift.endedAt);
  });

  function decide(entryId: number, capturedAt: number, { verdict, defect }: EntryPart): void {
    if (random.next() < 0.25) return;
    const isDefect = defect !== null && random.next() < (verdict === 'defect' ? 0.98 : 0.8);
    rows.addDecision({
      entryId,
      decision: isDefect ? 'defect' : 'good',
      cause: isDefect ? causes[defect] : null,
      note: random.next() < 0.05 ? 'Shown to the foreman' : '',
      decidedBy: one(reviewers, random.next()),
      decidedAt: Math.min(capturedAt + Math.floor(random.next() * 8 * 3_600_000), until),
    });
  }

  products.setCauses(productId, Object.values(causes));
  const counts = shares(entries, shifts.length, () => 0.5 + random.next() ** 3 * 2);
  for (const [index, shift] of shifts.entries()) writeShift(shift, counts[index] ?? 0);
  return { entries, inspections: entries * (1 + goodParts), shifts: shifts.length };
}

/** Divides a number into parts of unequal weights, which add up to the number. */
function shares(total: number, count: number, weight: () => number): number[] {
  const weights = Array.from({ length: count }, weight);
  const sum = weights.reduce((so, part) => so + part, 0);
  let before = 0;
  let given = 0;
  return weights.map((part) => {
    before += part;
    const share = Math.round((before / sum) * total) - given;
    given += share;
    return share;
  });
}

/** Picks one of several values by a number from 0 up to 1. */
function one<Value>(values: readonly Value[], at: number): Value {
  const value = values[Math.floor(at * values.length)];
  if (value === undefined) throw new RangeError('There is nothing to choose from');
  return value;
}

function timings(at: number): Timings {
  return { capture: 2 + at, queue: 0.5 + at, run: 30 + 8 * at, post: 3 + at };
}
