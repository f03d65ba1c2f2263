import { areaMask } from '../../shared/domain/region.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ModelCard, ScaleCard } from '../models/model-card.ts';
import {
  modelGraph,
  rawScoreGraph,
  type Scale,
  type ScaleNormalisation,
  type ScoredScale,
  type ScoreSettings,
} from '../networks/families/patch/model-graph.ts';
import { convolutionStatistics } from './convolution-statistics.ts';
import type { TrainingImage } from './example-source.ts';
import { fitMapLimits, type ValidationMap } from './fit-map-limits.ts';
import { fitScoreLimits } from './fit-score-limits.ts';
import { positionStatistics } from './position-statistics.ts';
import type { PresetSettings } from './presets.ts';
import type { Progress } from './progress.ts';
import type { TrainingOrder } from './protocol.ts';
import { runOver } from './run-over.ts';
import { gridSize } from './training-window.ts';

export interface ModelToCalibrate {
  readonly order: TrainingOrder;
  readonly settings: PresetSettings;
  /** At least one; of one input size. */
  readonly scales: readonly Scale[];
  readonly size: readonly [number, number];
  readonly training: readonly TrainingImage[];
  readonly validation: readonly TrainingImage[];
  readonly report: Progress;
  readonly signal: AbortSignal;
}

export interface Calibration extends Pick<ModelCard, 'thresholds'> {
  readonly scoring: ScoreSettings;
  readonly scales: readonly ScoredScale[];
  /** Scale by scale. */
  readonly statistics: readonly ScaleCard['statistics'][];
}

/** Training images that the statistics look at; more would change little and take long. */
const mostTrainingImages = 100;
/** The defect limit of a calibrated score. */
const calibratedLimit = 0.5;

/**
 * Makes scores comparable: the statistics of e and v over good images, then the limits that good images stay below
 * at the stated false-reject rates; the defect limit becomes 0.5 of the score and of the map.
 */
export async function calibrate(model: ModelToCalibrate): Promise<Calibration> {
  const { settings, order } = model;
  const training = model.training.slice(0, mostTrainingImages);
  const scales: ScoredScale[] = [];
  const statistics: ScaleCard['statistics'][] = [];
  const report = model.report.phase('validation-statistics');
  for (const [index, learnt] of model.scales.entries()) {
    const scale = await inPrecision(model, learnt);
    const own = await scaleStatistics(model, scale, training, (share) =>
      report((index + share) / model.scales.length),
    );
    scales.push({ ...scale, normalisation: own.normalisation });
    statistics.push(own.statistics);
  }
  const uncalibrated: ScoreSettings = {
    smoothing: settings.smoothing,
    topShare: settings.topShare,
    limits: { score: calibratedLimit, map: calibratedLimit },
    area: order.area,
  };
  const graph = modelGraph(scales, uncalibrated, {});
  const { scores, maps } = await scoresOf(model, training, graph);
  const rates = settings.falseRejectRates;
  const limits = fitScoreLimits(scores.training, scores.validation, rates);
  const mapLimits = fitMapLimits(maps, rates);
  const calibrated = (score: number): number => (calibratedLimit * score) / limits.defect;
  return {
    scales,
    scoring: { ...uncalibrated, limits: { score: limits.defect, map: mapLimits.defect } },
    statistics,
    thresholds: {
      review: calibrated(limits.review),
      defect: calibratedLimit,
      falseRejectRates: rates,
      method:
        `Prediction limits of a log-normal score from ${scores.validation.length} validation and ` +
        `${scores.training.length} training images; false-reject rates ${rates.review} (review) and ` +
        `${rates.defect} (defect)`,
      validationScores: scores.validation.map(calibrated),
    },
  };
}

/** The scale in the arithmetic that frames are inspected in. */
async function inPrecision({ settings, validation, signal }: ModelToCalibrate, scale: Scale): Promise<Scale> {
  const name = settings.precision;
  if (name !== 'int8') return { ...scale, precision: { name } };
  const statistics = await convolutionStatistics(scale, validation, signal);
  return { ...scale, precision: { name, statistics } };
}

/** Statistics of a scale's e and v at each position and over all of them, inside the area. */
async function scaleStatistics(
  model: ModelToCalibrate,
  scale: Scale,
  training: readonly TrainingImage[],
  report: (share: number) => void,
): Promise<{ normalisation: ScaleNormalisation; statistics: ScaleCard['statistics'] }> {
  const grid = gridSize(scale.teacher);
  const inside = areaMask(model.order.area, ...grid);
  const error = positionStatistics(grid, inside);
  const uncertainty = positionStatistics(grid, inside);
  const several = scale.students.length > 1;
  await runOverAll(rawScoreGraph(scale), report, model, training, (outputs, seen) => {
    const add = seen ? 'addTraining' : 'addValidation';
    error[add](outputs('regression_error'));
    if (several) uncertainty[add](outputs('predictive_uncertainty'));
  });
  const e = error.result();
  const none = { mean: 0, deviation: 1 };
  const cells = grid[0] * grid[1];
  const v = several
    ? uncertainty.result()
    : {
        overall: none,
        positions: { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) },
      };
  return {
    normalisation: { regressionError: e.positions, predictiveUncertainty: v.positions },
    statistics: { regressionError: e.overall, predictiveUncertainty: v.overall },
  };
}

/** Image scores of both sets and the validation images' maps, through the very graph that inspection runs. */
async function scoresOf(
  model: ModelToCalibrate,
  training: readonly TrainingImage[],
  graph: Uint8Array,
): Promise<{ scores: { training: number[]; validation: number[] }; maps: ValidationMap[] }> {
  const [height, width] = model.size;
  const inside = areaMask(model.order.area, height, width);
  const scores = emptyScores();
  const maps: ValidationMap[] = [];
  await runOverAll(graph, model.report.phase('export'), model, training, (outputs, seen) => {
    const score = outputs('score')[0] ?? Number.NaN;
    if (!Number.isFinite(score)) {
      throw new StationError(
        'WORKER_FAILED',
        'The trained model gives scores that are no numbers. Train again with another seed.',
      );
    }
    (seen ? scores.training : scores.validation).push(score);
    if (!seen) maps.push({ map: outputs('map'), height, width, inside });
  });
  return { scores, maps };
}

function emptyScores(): { training: number[]; validation: number[] } {
  return { training: [], validation: [] };
}

/** Runs a graph over training and validation images. */
function runOverAll(
  graph: Uint8Array,
  report: (share: number) => void,
  model: ModelToCalibrate,
  training: readonly TrainingImage[],
  use: (outputs: (name: string) => Float32Array, seen: boolean) => void,
): Promise<void> {
  const images = [...training, ...model.validation];
  return runOver(graph, images, model.signal, (outputs, index) => {
    use(outputs, index < training.length);
    report((index + 1) / images.length);
  });
}
