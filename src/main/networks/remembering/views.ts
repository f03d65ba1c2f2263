import type { ComponentMoments } from '../component-moments.ts';
import { channelsOf, coarsestLayer, denseLayers, type BackboneLayer } from '../onnx/backbone.ts';

/**
 * What a descriptor sees: `places`: a place and what is around it · `surroundings`: a good part of the picture. The latter is too coarse to
 * say where a defect is, and tells better whether there is one.
 */
export type Seen = 'places' | 'surroundings';

interface DescriptorSource {
  readonly layers: readonly BackboneLayer[];
  /** Pixels of the resized frame from one descriptor to the next. */
  readonly stride: number;
}

/** The teacher's layers that make a descriptor, on one grid. */
export const descriptorSources: Readonly<Record<Seen, DescriptorSource>> = {
  places: { layers: denseLayers, stride: 8 },
  surroundings: { layers: [coarsestLayer], stride: 32 },
};

/** Which of the teacher's descriptors are looked at, and at which size of the frame. */
export interface DescriptorView {
  /** Height and width the frame is resized to, pixels; multiples of 32. */
  readonly size: readonly [number, number];
  readonly sees: Seen;
}

/** What a product's good images look like to the teacher. */
export interface Memory {
  /** μ and σ of the descriptors over the training set, `[D]`. */
  readonly moments: ComponentMoments;
  /** Standardised, `[K, D]` row by row: each stands for the good descriptors nearest to it. */
  readonly members: Float32Array;
}

/** A view with what is remembered of it. */
export interface RememberedView extends DescriptorView, Memory {
  /** Unique in a model, e.g. `near`. */
  readonly name: string;
  /** What its normalised distance counts in the sum that the score is taken from. */
  readonly weight: number;
  /** The same in the sum that is the map; 0: the view says whether there is a defect, not where. */
  readonly mapWeight: number;
}

/** D, the components of a descriptor. */
export function descriptorChannels(sees: Seen): number {
  return channelsOf(descriptorSources[sees].layers);
}

/** Rows and columns of descriptors. */
export function viewGrid({ size: [height, width], sees }: DescriptorView): [number, number] {
  const { stride } = descriptorSources[sees];
  return [height / stride, width / stride];
}

/** The most rows and columns that a view has: on these the views are summed. */
export function finestGrid(views: readonly [DescriptorView, ...DescriptorView[]]): [number, number] {
  const cells = ([rows, columns]: readonly [number, number]): number => rows * columns;
  const [first, ...others] = views;
  return others
    .map(viewGrid)
    .reduce((finest, grid) => (cells(grid) > cells(finest) ? grid : finest), viewGrid(first));
}

/** Whether the score is taken from the map itself: every view counts alike in both. */
export function mapIsJudged(views: readonly RememberedView[]): boolean {
  return views.every(({ weight, mapWeight }) => weight === mapWeight);
}

/** K, the descriptors remembered. */
export function memberCountOf({ members, moments }: Memory): number {
  return members.length / moments.mean.length;
}
