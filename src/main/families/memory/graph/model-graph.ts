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
import { finestGrid, viewGrid, type RememberedView } from '../../../networks/remembering/views.ts';

/**
 * Deviations beyond which a view's distance counts by its logarithm only: one view that finds a place most unlike the good ones does not
 * outvote the others.
 */
const tamedBeyond = 3;

/** A model that remembers. */
export interface MemoryModel {
  readonly backbone: OnnxModel;
  /** The first sees places: the map has its size. */
  readonly views: readonly [RememberedView, ...RememberedView[]];
}

/**
 * The whole model in one graph, the teacher computed once a size: `frame` uint8 `[1, H, W, C]` → the outputs of every family's model.
 * The error is Σ w d̃ over the views on the cells of the finest one, each view's distances normalised by their own statistics and,
 * where there are several views, tamed beyond {@link tamedBeyond} deviations; a memory has no uncertainty.
 *
 * @param normalisations view by view
 * @param options where the members are: in the graph, or, for calibration, its inputs
 */
export function memoryGraph(
  { backbone, views }: MemoryModel,
  normalisations: readonly ScaleNormalisation[],
  settings: ScoreSettings,
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
    const value = views.length === 1 ? normalised : appendTamed(graph, normalised, tamedBeyond);
    return { value: appendOnMap(graph, value, grid, mapGrid), weight: view.weight };
  });
  const error = appendWeighedSum(graph, distances);
  const scores = { error, uncertainty: appendNoUncertainty(graph, error) };
  const layout = { size, stride: size[0] / mapGrid[0], grid: mapGrid, cells: 'centre' } as const;
  appendModelOutputs(graph, scores, layout, settings);
  return graph.serialise(options.metadata);
}
