import { appendNormalised } from '../../../networks/onnx/anomaly-score.ts';
import { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../../networks/onnx/model-outputs.ts';
import type { OnnxModel } from '../../../networks/onnx/onnx-schema.ts';
import { appendOnMap, appendTamed, appendWeighedSum } from '../../../networks/onnx/weighed-sum.ts';
import { appendNearest, type MembersPlace } from '../../../networks/remembering/nearest-member.ts';
import { appendViews } from '../../../networks/remembering/view-graphs.ts';
import {
  finestGrid,
  mapIsJudged,
  viewGrid,
  type RememberedView,
} from '../../../networks/remembering/views.ts';

/** A model with a memory. */
export interface MemoryModel {
  readonly backbone: OnnxModel;
  /** The first view sees places and gives the map its size. */
  readonly views: readonly [RememberedView, ...RememberedView[]];
}

/** How the distances of a memory's views become score and map. */
export interface MemoryScoring extends ScoreSettings {
  /**
   * Deviations beyond which a view's distance counts by its logarithm, so that one view with an extreme
   * distance does not outvote the others.
   */
  readonly tamedBeyond: number;
}

/**
 * Builds the whole model as one graph that computes the teacher once per size: `frame` uint8 `[1, H, W, C]` →
 * the outputs of every family's model. The error is Σ w d̃ over the views on the cells of the finest one.
 * Each view's distances are normalised by their own statistics and, with several views, tamed. A memory has
 * no uncertainty. Score and map have separate weights.
 *
 * @param normalisations one per view
 * @param options where the members are: constants in the graph, or inputs for calibration
 */
export function memoryGraph(
  { backbone, views }: MemoryModel,
  normalisations: readonly ScaleNormalisation[],
  settings: MemoryScoring,
  options: { readonly members: MembersPlace; readonly metadata: Readonly<Record<string, string>> },
): Uint8Array {
  const graph = new GraphBuilder('loupe_memory_model');
  const [{ size }] = views;
  const mapGrid = finestGrid(views);
  const features = appendViews(graph, backbone, views);
  const distances = views.map((view, index) => {
    const normalisation = normalisations[index];
    if (!normalisation) throw new RangeError(`The view ${view.name} has no statistics`);
    const grid = viewGrid(view);
    const distance = appendNearest(graph, view, features[index] ?? '', grid, options.members);
    const normalised = appendNormalised(graph, distance, normalisation.regressionError, grid);
    const value = views.length === 1 ? normalised : appendTamed(graph, normalised, settings.tamedBeyond);
    return { view, value: appendOnMap(graph, value, grid, mapGrid) };
  });
  const sum = (weight: (view: RememberedView) => number): string =>
    appendWeighedSum(
      graph,
      distances.map(({ view, value }) => ({ value, weight: weight(view) })).filter((part) => part.weight > 0),
    );
  const error = sum(({ mapWeight }) => mapWeight);
  const judged = mapIsJudged(views) ? {} : { judged: sum(({ weight }) => weight) };
  const scores = { error, uncertainty: appendNoUncertainty(graph, error), ...judged };
  const layout = { size, stride: size[0] / mapGrid[0], grid: mapGrid, cells: 'centre' } as const;
  appendModelOutputs(graph, scores, layout, settings);
  return graph.serialise(options.metadata);
}
