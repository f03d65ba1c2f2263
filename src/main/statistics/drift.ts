import type { Drift, DriftRequest } from '../../shared/contract/statistics.ts';
import {
  baselineSubgroups,
  individualsLimits,
  meanChartLimits,
  meanOf,
  sampleLimits,
  type ControlLimits,
} from '../../shared/domain/control-limits.ts';
import { controlSignals } from '../../shared/domain/control-rules.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import { inspectedSpan } from './overview.ts';
import type { InspectedSession, ScoreRow, StatisticsRepository } from './repository.ts';

/** Number of points that can be told apart on a chart. */
const mostPoints = 200;

interface Taken extends ScoreRow {
  readonly seen: InspectedSession['seen'];
}

/** The model whose scores are charted. */
export interface ChartedModel {
  /** Scores of its validation images. */
  readonly validationScores: readonly number[];
  /** Its limits of the score; null if it has none. */
  readonly inForce: Thresholds | null;
}

/**
 * Makes a control chart of a model's scores: subgroups of consecutive inspections. If there are too many for a chart, the time is divided
 * into equal spans, and the first subgroup of each is charted.
 */
export function chartDrift(
  repository: StatisticsRepository,
  request: DriftRequest,
  { validationScores, inForce }: ChartedModel,
): Drift {
  const sessions = repository.sessions(request);
  const span = inspectedSpan(sessions, request);
  const { subgroups, sampled } =
    span === null
      ? { subgroups: [], sampled: false }
      : takeSubgroups(repository, sessions, span, request.size);
  const values = subgroups.map((subgroup) => subgroup.map(({ score }) => score));
  const means = values.map(meanOf);
  const there = request.baseline === 'first' ? values.length : validationScores.length;
  const limits =
    there < baselineSubgroups
      ? null
      : limitsFrom(request, values.slice(0, baselineSubgroups), validationScores);
  const beyond = (mean: number): boolean => limits !== null && (mean > limits.upper || mean < limits.lower);
  return {
    points: subgroups.map((subgroup, index) => ({
      from: subgroup[0]?.at ?? 0,
      to: subgroup.at(-1)?.at ?? 0,
      mean: means[index] ?? 0,
    })),
    sampled,
    frames: subgroups.flat().filter(({ seen }) => seen === 'frames').length,
    limits,
    baseline: {
      kind: request.baseline,
      there,
      needed: baselineSubgroups,
      beyond: request.baseline === 'first' ? means.slice(0, baselineSubgroups).filter(beyond).length : 0,
    },
    signals: limits === null ? [] : controlSignals(means, limits),
    inForce: inForce && { review: inForce.review, defect: inForce.defect },
  };
}

function limitsFrom(
  { size, baseline }: DriftRequest,
  first: readonly (readonly number[])[],
  validationScores: readonly number[],
): ControlLimits {
  if (baseline === 'validation') return sampleLimits(validationScores, size);
  return size === 1 ? individualsLimits(first.flat()) : meanChartLimits(first);
}

function takeSubgroups(
  repository: StatisticsRepository,
  sessions: readonly InspectedSession[],
  span: TimeSpan,
  size: number,
): { subgroups: Taken[][]; sampled: boolean } {
  const all = take(repository, sessions, span, mostPoints * size + 1);
  if (all.length <= mostPoints * size) return { subgroups: cut(all, size), sampled: false };
  const width = (span.to - span.from) / mostPoints;
  const subgroups = Array.from({ length: mostPoints }, (_, index) => ({
    from: Math.round(span.from + index * width),
    to: Math.round(span.from + (index + 1) * width),
  })).flatMap((slot) => cut(take(repository, sessions, slot, size), size));
  return { subgroups, sampled: true };
}

/** Reads the first inspections of a span of time. */
function take(
  repository: StatisticsRepository,
  sessions: readonly InspectedSession[],
  span: TimeSpan,
  limit: number,
): Taken[] {
  const taken: Taken[] = [];
  for (const { id, seen, first, last } of sessions) {
    if (taken.length === limit) break;
    if (first >= span.to || last < span.from) continue;
    const rows = repository.scores(id, span, limit - taken.length);
    taken.push(...rows.map((row) => ({ ...row, seen })));
  }
  return taken;
}

/** Divides inspections into subgroups of equal size; the remainder at the end is dropped. */
function cut(taken: readonly Taken[], size: number): Taken[][] {
  return Array.from({ length: Math.floor(taken.length / size) }, (_, index) =>
    taken.slice(index * size, (index + 1) * size),
  );
}
