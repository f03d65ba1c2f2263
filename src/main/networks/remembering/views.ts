import type { ComponentMoments } from '../component-moments.ts';
import { channelsOf, coarsestLayer, denseLayers, type BackboneLayer } from '../onnx/backbone.ts';

/**
 * What a descriptor sees. `places`: a place and its close surroundings · `surroundings`: a large part of the
 * picture, too coarse to locate a defect but better at detecting one.
 */
export type Seen = 'places' | 'surroundings';

interface DescriptorSource {
  readonly layers: readonly BackboneLayer[];
  /** Pixels of the resized frame between two descriptors. */
  readonly stride: number;
}

/** The teacher's layers of each kind of descriptor, on one grid. */
export const descriptorSources: Readonly<Record<Seen, DescriptorSource>> = {
  places: { layers: denseLayers, stride: 8 },
  surroundings: { layers: [coarsestLayer], stride: 32 },
};

/** The kind of the teacher's descriptors, and the size of the frame for them. */
export interface DescriptorView {
  /** Height and width the frame is resized to, pixels; multiples of 32. */
  readonly size: readonly [number, number];
  readonly sees: Seen;
}

/** The teacher's description of a product's good images. */
export interface Memory {
  /** μ and σ of the descriptors over the training set, `[D]`. */
  readonly moments: ComponentMoments;
  /** Standardised, `[K, D]` row by row; each stands for the good descriptors nearest to it. */
  readonly members: Float32Array;
}

/** A view with its memory. */
export interface RememberedView extends DescriptorView, Memory {
  /** Unique in a model, e.g. `near`. */
  readonly name: string;
  /** Weight of the view's normalised distance in the score. */
  readonly weight: number;
  /**
   * Weight of the view's normalised distance in the map; 0: the view detects defects but does not locate
   * them.
   */
  readonly mapWeight: number;
}

/** Returns D, the components of a descriptor. */
export function descriptorChannels(sees: Seen): number {
  return channelsOf(descriptorSources[sees].layers);
}

/** Returns the rows and columns of descriptors. */
export function viewGrid({ size: [height, width], sees }: DescriptorView): [number, number] {
  const { stride } = descriptorSources[sees];
  return [height / stride, width / stride];
}

/** Returns the most rows and columns of any view; the views are summed on this grid. */
export function finestGrid(views: readonly [DescriptorView, ...DescriptorView[]]): [number, number] {
  const cells = ([rows, columns]: readonly [number, number]): number => rows * columns;
  const [first, ...others] = views;
  return others
    .map(viewGrid)
    .reduce((finest, grid) => (cells(grid) > cells(finest) ? grid : finest), viewGrid(first));
}

/** Returns whether the score comes from the map itself, because every view has the same weight in both. */
export function mapIsJudged(views: readonly RememberedView[]): boolean {
  return views.every(({ weight, mapWeight }) => weight === mapWeight);
}

/** Returns K, the number of members. */
export function memberCountOf({ members, moments }: Memory): number {
  return members.length / moments.mean.length;
}
