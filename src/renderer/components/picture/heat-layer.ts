import { colourise, type HeatScale } from '../../../shared/domain/colour-map.ts';
import { outlineOf } from '../../../shared/domain/defect-regions.ts';
import type { RegionLimits, Thresholds, Verdict } from '../../../shared/domain/verdict.ts';
import type { AnomalyMap } from '../../transport/live-channel.ts';
import { traceContour } from './contour.ts';
import { strokeOutline } from './outline-stroke.ts';

/** A heatmap, ready to draw over its picture. */
export interface HeatLayer {
  /** Draws over the rectangle `[0, 0, width, height]` of a context. `opacity` 0..1 applies to the colours; 0: only the outline. */
  draw(context: CanvasRenderingContext2D, width: number, height: number, opacity: number): void;
}

/** A reusable canvas for the colours of one map at a time; a new canvas per frame would burden the garbage collector. */
export interface ColourSurface {
  /** Returns the colours of a map, transparent below the scale's start; valid until the next call. */
  colour(map: AnomalyMap, scale: HeatScale): CanvasImageSource;
}

export function createColourSurface(): ColourSurface {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  let image: ImageData | null = null;
  return {
    colour(map, scale) {
      if (image?.width !== map.width || image.height !== map.height) {
        image = new ImageData(map.width, map.height);
        canvas.width = map.width;
        canvas.height = map.height;
      }
      colourise(map.data, scale, image.data);
      context?.putImageData(image, 0, 0);
      return canvas;
    },
  };
}

/** The limits and verdict of a map, which decide the regions to outline. */
export interface OutlinedBy {
  readonly limits: RegionLimits;
  /** If the part is not good and no region counts, the strongest place is outlined. */
  readonly verdict: Verdict;
}

/** A map in a viewer, with the limits behind its colours. */
export interface ShownMap {
  /** Null while the map loads. */
  readonly map: AnomalyMap | null;
  /** The limits behind the product's scale; null: no colours. */
  readonly thresholds: Thresholds | null;
  /** The limits behind the model's scale; if absent, the product's limits. */
  readonly modelThresholds?: Thresholds;
  /** Names of the two limits in the legend; if absent, T1 and T2. */
  readonly limitNames?: readonly [string, string];
  readonly outlined: OutlinedBy | null;
  /** Whether the colours always use the product's scale. */
  readonly fixed?: boolean;
  /** Heading of the map if there are several. */
  readonly title?: string;
}

/** A map with the scale of its colours. */
export interface Heat {
  readonly map: AnomalyMap;
  readonly scale: HeatScale;
  /** Null: no outline. */
  readonly outlined: OutlinedBy | null;
}

/**
 * Colours a map once, for drawing at any size. The outline of the regions that count has full opacity.
 *
 * @param surface holds the colours of one layer at a time
 */
export function makeHeatLayer({ map, scale, outlined }: Heat, surface: ColourSurface): HeatLayer {
  const colours = surface.colour(map, scale);
  const contour = new Path2D();
  if (outlined) {
    const { limits, verdict } = outlined;
    const outline = outlineOf(map.data, map.height, map.width, limits, verdict);
    traceContour(outline.map, map.width, map.height, outline.level, contour);
  }
  return {
    draw(context, width, height, opacity) {
      if (opacity > 0) {
        context.save();
        context.imageSmoothingEnabled = true;
        context.globalAlpha = opacity;
        context.drawImage(colours, 0, 0, width, height);
        context.restore();
      }
      strokeOutline(context, contour, width / map.width, height / map.height);
    },
  };
}
