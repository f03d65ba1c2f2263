import type { Tensor } from 'onnxruntime-node';
import { reversed } from '../../shared/domain/pose.ts';
import { areaMask, wholePicture, type InspectedArea } from '../../shared/domain/region.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { mapOverPicture } from '../images/alignment/warp.ts';
import { pixelsOfFrame } from '../images/likeness/measure-picture.ts';
import { medianInside } from '../images/likeness/median-inside.ts';
import { collectUsualPictures, type UsualPicturesCollector } from '../images/likeness/usual-pictures.ts';
import type { ScaleNormalisation, ScoreSettings } from '../networks/onnx/model-outputs.ts';
import { fitMapLimits, type ValidationMap } from './fit-map-limits.ts';
import { fitScoreLimits, type ScoreLimits } from './fit-score-limits.ts';
import type { ModelCard } from './model-card.ts';
import type { ScoreStatistics } from './position-statistics.ts';
import type { Progress } from './progress.ts';
import type { ReadImage } from './read-training-image.ts';
import { runOver } from './run-graph.ts';
import type { TrainingImage } from './training-image.ts';

/** A family's raw anomaly score, before calibration. */
export interface RawScoring {
  /** `frame` → `regression_error` and, where it is uncertain, `predictive_uncertainty`, each `[1, 1, rows, columns]`. */
  readonly graph: Uint8Array;
  readonly uncertain: boolean;
  /** Rows and columns of the maps. */
  readonly grid: readonly [number, number];
  /** Returns further inputs of the graph for an image; default: those of the whole model. */
  inputs?(image: TrainingImage): Readonly<Record<string, Tensor>>;
  /** Collects the statistics of a score over the positions with 1 in `inside`. */
  statistics(grid: readonly [number, number], inside: Uint8Array): ScoreStatistics;
}

export interface ModelToCalibrate {
  readonly settings: Pick<ScoreSettings, 'smoothing' | 'topShare'> & {
    /** Shares of good parts that may exceed the limits. */
    readonly falseRejectRates: { readonly review: number; readonly defect: number };
    /** Degrees of freedom of the distribution of good parts' scores; default: normal. */
    readonly scoreTail?: number;
  };
  readonly area: InspectedArea;
  readonly size: readonly [number, number];
  /** The quantities that are normalised separately (receptive fields, levels or views); at least one. */
  readonly scales: readonly RawScoring[];
  /** Returns the whole model's graph with the normalisation of each scale. */
  graph(normalisations: readonly ScaleNormalisation[], settings: ScoreSettings): Uint8Array;
  /**
   * Whether the score comes from another sum than the map. Then the map's limit follows from the map alone.
   */
  readonly scoreApart?: boolean;
  /** Returns further inputs of that graph for an image. */
  inputs?(image: TrainingImage): Readonly<Record<string, Tensor>>;
  /**
   * Images that the networks learnt from, which therefore score better than new ones; empty if every image is
   * judged as a new one.
   */
  readonly training: readonly TrainingImage[];
  /** Images judged the same way as new parts. */
  readonly validation: readonly TrainingImage[];
  /** What `validation` contains, for people, e.g. “validation images”. */
  readonly validationKind: string;
  readonly report: Progress;
  readonly signal: AbortSignal;
}

/** Statistics of e and v over all positions of the validation images. */
export type OverallStatistics = Readonly<
  Record<'regressionError' | 'predictiveUncertainty', { mean: number; deviation: number }>
>;

export interface Calibration extends Pick<ModelCard, 'thresholds' | 'pictures'> {
  readonly scoring: ScoreSettings;
  /** Scale by scale. */
  readonly normalisations: readonly ScaleNormalisation[];
  /** Scale by scale. */
  readonly statistics: readonly OverallStatistics[];
}

/** Most training images used for statistics; more would change little and take long. */
const mostTrainingImages = 100;
/** Defect limit of a calibrated score. */
const calibratedLimit = 0.5;
/**
 * How much lower the map's highest position may be than the score, because the map is interpolated between
 * cells and the score is not.
 */
const interpolationLoss = 0.05;

/**
 * Makes scores comparable. Measures e and v over good images, then fits the limits that good images stay
 * below at the given false-reject rates. The defect limit becomes 0.5 for score and map.
 */
export async function calibrate(model: ModelToCalibrate): Promise<Calibration> {
  const { settings } = model;
  const training = model.training.slice(0, mostTrainingImages);
  const normalisations: ScaleNormalisation[] = [];
  const statistics: OverallStatistics[] = [];
  const report = model.report.phase('validation-statistics');
  for (const [index, scale] of model.scales.entries()) {
    const outcome = await scaleStatistics(model, scale, training, (share) =>
      report((index + share) / model.scales.length),
    );
    normalisations.push(outcome.normalisation);
    statistics.push(outcome.statistics);
  }
  const uncalibrated: ScoreSettings = {
    smoothing: settings.smoothing,
    topShare: settings.topShare,
    limits: { score: calibratedLimit, map: calibratedLimit },
    area: model.area,
  };
  const usual = collectUsualPictures([...training, ...model.validation], measuredArea(model));
  const { scores, maps } = await scoresOf(model, training, model.graph(normalisations, uncalibrated), usual);
  const rates = settings.falseRejectRates;
  const limits = fitScoreLimits(scores.training, scores.validation, rates, settings.scoreTail);
  // A score is a mean of the map's highest positions. The map's limit lies below the score's, so a defect
  // always shows in the map.
  const shown =
    model.scoreApart === true
      ? fitScoreLimits([], topMeans(maps, settings), rates, settings.scoreTail)
      : limits;
  const mapLimit = Math.min(fitMapLimits(maps, rates).defect, shown.defect * (1 - interpolationLoss));
  const calibrated = (score: number): number => (calibratedLimit * score) / limits.defect;
  const pictures = usual.result(calibratedLimit / mapLimit);
  return {
    normalisations,
    ...(pictures ? { pictures } : {}),
    scoring: { ...uncalibrated, limits: { score: limits.defect, map: mapLimit } },
    statistics,
    thresholds: {
      review: calibrated(limits.review),
      defect: calibratedLimit,
      falseRejectRates: rates,
      method: describeLimits(model, scores, limits.expected),
      expected: limits.expected,
      validationScores: scores.validation.map(calibrated),
    },
  };
}

function describeLimits(
  { validationKind, settings }: ModelToCalibrate,
  scores: Readonly<Record<'training' | 'validation', readonly number[]>>,
  { review, defect }: ScoreLimits['expected'],
): string {
  const trainingPart = scores.training.length === 0 ? '' : ` and ${scores.training.length} training images`;
  const law =
    settings.scoreTail === undefined
      ? 'a normal score'
      : `a score of Student’s law (${settings.scoreTail} degrees of freedom)`;
  return (
    `Prediction limits of ${law}, fitted robustly to ${scores.validation.length} ${validationKind}${trainingPart}. ` +
    `False-reject rates aimed at: ${percent(review.aim)} (review) and ${percent(defect.aim)} (defect); nine of ten ` +
    `sets of as many images give ${percent(review.low)} to ${percent(review.high)} and ` +
    `${percent(defect.low)} to ${percent(defect.high)}`
  );
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** Measures a scale's e and v inside the area, at each position and over all of them. */
async function scaleStatistics(
  model: ModelToCalibrate,
  { graph, grid, uncertain, statistics, inputs }: RawScoring,
  training: readonly TrainingImage[],
  report: (share: number) => void,
): Promise<{ normalisation: ScaleNormalisation; statistics: OverallStatistics }> {
  const inside = areaMask(model.area, ...grid);
  const error = statistics(grid, inside);
  const uncertainty = statistics(grid, inside);
  await runOverAll(graph, report, inputs ? { ...model, inputs } : model, training, (outputs, seen) => {
    const add = seen ? 'addTraining' : 'addValidation';
    error[add](outputs('regression_error'));
    if (uncertain) uncertainty[add](outputs('predictive_uncertainty'));
  });
  const e = error.result();
  const none = { mean: 0, deviation: 1 };
  const cells = grid[0] * grid[1];
  const v = uncertain
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

/**
 * Computes image scores of both sets and the validation images' maps, with the same nodes that inspection
 * runs.
 */
async function scoresOf(
  model: ModelToCalibrate,
  training: readonly TrainingImage[],
  graph: Uint8Array,
  usual: UsualPicturesCollector,
): Promise<{ scores: { training: number[]; validation: number[] }; maps: ValidationMap[] }> {
  const [height, width] = model.size;
  const inside = areaMask(model.area, height, width);
  const scores = emptyScores();
  const maps: ValidationMap[] = [];
  const measured = areaMask(measuredArea(model), height, width);
  await runOverAll(
    graph,
    model.report.phase('export'),
    model,
    training,
    (outputs, seen, { picture, pose }) => {
      const score = outputs('score')[0] ?? Number.NaN;
      if (!Number.isFinite(score)) {
        throw new StationError(
          'WORKER_FAILED',
          'The trained model gives scores that are no numbers. Train again with another seed.',
        );
      }
      (seen ? scores.training : scores.validation).push(score);
      if (!seen) maps.push({ map: outputs('map'), height, width, inside });
      const map = outputs('map');
      const overPicture = pose ? mapOverPicture({ map, height, width }, reversed(pose.motion)) : map;
      usual.add(pixelsOfFrame(picture), seen ? null : medianInside(overPicture, measured));
    },
  );
  return { scores, maps };
}

/**
 * Returns the area in which camera pictures are measured: the whole picture if parts are aligned, because the
 * area then moves with the part.
 */
function measuredArea({ area, training, validation }: ModelToCalibrate): InspectedArea {
  const isAligned = [...training, ...validation].some(({ alignment }) => alignment !== undefined);
  return isAligned ? wholePicture : area;
}

/** Computes scores from the maps: means over the highest positions. */
function topMeans(
  maps: readonly ValidationMap[],
  { topShare }: Pick<ScoreSettings, 'topShare'>,
): readonly number[] {
  return maps.map(({ map, inside }) => {
    const values = map.filter((_, at) => inside[at] === 1).sort();
    const top = values.subarray(-Math.max(1, Math.round(values.length * topShare)));
    return top.reduce((sum, value) => sum + value, 0) / top.length;
  });
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
  use: (outputs: (name: string) => Float32Array, seen: boolean, read: ReadImage) => void,
): Promise<void> {
  const images = [...training, ...model.validation];
  const used = (outputs: (name: string) => Float32Array, index: number, read: ReadImage): void => {
    use(outputs, index < training.length, read);
    report((index + 1) / images.length);
  };
  return runOver(graph, images, model.signal, used, (image) => model.inputs?.(image) ?? {});
}
