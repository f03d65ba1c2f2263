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

/** Raw scores of a scale on good images. */
export interface ScaleNormalisation {
  readonly regressionError: PositionNormalisation;
  readonly predictiveUncertainty: PositionNormalisation;
}

/** How normalised scores become the score of a frame. */
export interface ScoreSettings {
  /** Standard deviation of the map's Gaussian, pixels of the resized frame. */
  readonly smoothing: number;
  /** The score is the mean over this share of the map's highest positions; in (0, 1]. */
  readonly topShare: number;
  /** The values of score and map that become 0.5, in units of ẽ + ṽ. */
  readonly limits: { readonly score: number; readonly map: number };
  readonly area: InspectedArea;
}

/** Position of a model's grid of cells in its input. */
export interface MapLayout {
  /** Height and width of the input and of the map, pixels. */
  readonly size: readonly [number, number];
  /** Pixels between two cells. */
  readonly stride: number;
  /** Rows and columns of cells. */
  readonly grid: readonly [number, number];
  readonly cells: CellPlace;
}

/** Names of a model's normalised scores, each `[1, 1, rows, columns]`. */
export interface CellScores {
  readonly error: string;
  readonly uncertainty: string;
  /** The sum that the score is taken from, if it differs from error + uncertainty. */
  readonly judged?: string;
}

/**
 * Appends the outputs of every family's model: `map` `[1, 1, h, w]`: the smoothed error + uncertainty;
 * `score` `[1]`: the mean of the highest positions of the map, or of the judged sum; both calibrated to 0.5
 * at their limits; and `regression_error`, `predictive_uncertainty` `[1, 1, rows, columns]`, in units of
 * their deviation. The last two are intermediate values of the map, because ONNX Runtime computes every
 * output, fetched or not, and none may cost extra time.
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

/** Appends an uncertainty of 0 at every position, for a single student or a memory. */
export function appendNoUncertainty(graph: GraphBuilder, error: string): string {
  return graph.node('Mul', [error, graph.scalar('no_uncertainty', 0)]);
}

/** Sets cells outside the area to the ordinary value 0, so that smoothing carries nothing inside. */
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
