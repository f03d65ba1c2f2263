import { areaMask, type InspectedArea } from '../../../shared/domain/region.ts';
import {
  appendArea,
  appendCalibrated,
  appendSmoothing,
  appendTopShare,
  appendUpsampling,
  type PositionNormalisation,
} from './anomaly-score.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { CellPlace } from './map-matrices.ts';

/** What a scale's raw scores are on good images. */
export interface ScaleNormalisation {
  readonly regressionError: PositionNormalisation;
  readonly predictiveUncertainty: PositionNormalisation;
}

/** What turns normalised scores into the score of a frame. */
export interface ScoreSettings {
  /** Standard deviation of the map's Gaussian, pixels of the resized frame. */
  readonly smoothing: number;
  /** The score is the mean over this share of the map's positions, the highest ones; in (0, 1]. */
  readonly topShare: number;
  /** What becomes 0.5 of the score and of the map, in units of ẽ + ṽ. */
  readonly limits: { readonly score: number; readonly map: number };
  readonly area: InspectedArea;
}

/** How a model's grid of cells lies in its input. */
export interface MapLayout {
  /** Height and width of the input and of the map, pixels. */
  readonly size: readonly [number, number];
  /** Pixels from one cell to the next. */
  readonly stride: number;
  /** Rows and columns of cells. */
  readonly grid: readonly [number, number];
  readonly cells: CellPlace;
}

/** Names of a model's normalised scores, each `[1, 1, rows, columns]`. */
export interface CellScores {
  readonly error: string;
  readonly uncertainty: string;
  /** What the score is taken from, where that is another sum than error + uncertainty. */
  readonly judged?: string;
}

/**
 * Appends the outputs that every family's model has: `map` `[1, 1, h, w]` = error + uncertainty smoothed, `score` `[1]` the mean
 * of the highest positions of it, or of what is judged instead, both calibrated to 0.5 at their limits; and `regression_error`, `predictive_uncertainty`
 * `[1, 1, rows, columns]`, in units of their deviation. These two are values the map needs anyway: ONNX Runtime computes every
 * output, fetched or not, so none may cost a frame anything.
 */
export function appendModelOutputs(
  graph: GraphBuilder,
  scores: CellScores,
  layout: MapLayout,
  settings: ScoreSettings,
): void {
  const { size, grid } = layout;
  const { error, uncertainty, judged } = scores;
  const cells = areaMask(settings.area, ...grid);
  const smoothed = (values: string): string => {
    const inside = appendAreaWeight(graph, values, cells, grid);
    return appendSmoothing(graph, inside, grid, settings.smoothing / layout.stride);
  };
  const smooth = smoothed(graph.node('Add', [error, uncertainty]));
  const judgedSmooth = judged === undefined ? smooth : smoothed(judged);
  const top = appendTopShare(graph, judgedSmooth, cells, settings.topShare);
  const calibrated = appendCalibrated(graph, smooth, settings.limits.map);
  const upsampled = appendUpsampling(graph, calibrated, grid, size, layout.cells);
  const map = appendArea(graph, upsampled, areaMask(settings.area, ...size), size);
  graph.output('score', appendCalibrated(graph, top, settings.limits.score), 'float', [1]);
  graph.output('map', map, 'float', [1, 1, ...size]);
  graph.output('regression_error', error, 'float', [1, 1, ...grid]);
  graph.output('predictive_uncertainty', uncertainty, 'float', [1, 1, ...grid]);
}

/** Appends the uncertainty of what cannot disagree with itself (a single student, a memory): 0 at every position. */
export function appendNoUncertainty(graph: GraphBuilder, error: string): string {
  return graph.node('Mul', [error, graph.scalar('no_uncertainty', 0)]);
}

/** Cells outside the area count as ordinary (0), so that smoothing carries nothing of theirs inside. */
function appendAreaWeight(
  graph: GraphBuilder,
  map: string,
  cells: Uint8Array,
  grid: readonly [number, number],
): string {
  if (cells.every((value) => value === 1)) return map;
  const weight = graph.constant('area_cells', [1, 1, ...grid], Float32Array.from(cells));
  return graph.node('Mul', [map, weight]);
}
