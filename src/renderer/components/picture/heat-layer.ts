import { colourise, type HeatScale } from '../../../shared/domain/colour-map.ts';
import { outlineOf } from '../../../shared/domain/defect-regions.ts';
import type { RegionLimits, Thresholds, Verdict } from '../../../shared/domain/verdict.ts';
import type { AnomalyMap } from '../../transport/live-channel.ts';
import { traceContour } from './contour.ts';
import { strokeOutline } from './outline-stroke.ts';

/** A heatmap ready to be laid over its picture. */
export interface HeatLayer {
  /** Draws over the rectangle `[0, 0, width, height]` of a context. `opacity` 0..1 is that of the colours; 0: the outline alone. */
  draw(context: CanvasRenderingContext2D, width: number, height: number, opacity: number): void;
}

/** A canvas for the colours of one map after the other: new ones at a camera's rate would have to be cleared away. */
export interface ColourSurface {
  /** The colours of a map, transparent below the scale's start; valid until the next call. */
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

/** What judged a map, and what became of it: by it the map's regions are outlined. */
export interface OutlinedBy {
  readonly limits: RegionLimits;
  /** Of a part that is not good, the strongest place is outlined where no region counts. */
  readonly verdict: Verdict;
}

/** A map that a viewer shows, and what its scales come from. */
export interface ShownMap {
  /** Null while it is on its way. */
  readonly map: AnomalyMap | null;
  /** The limits that the scale of the product comes from; null: nothing is coloured. */
  readonly thresholds: Thresholds | null;
  /** Those that the scale of the model comes from; the same when left out. */
  readonly modelThresholds?: Thresholds;
  /** What the legend calls the two limits; T1 and T2 when left out. */
  readonly limitNames?: readonly [string, string];
  readonly outlined: OutlinedBy | null;
  /** Whether its colours have the scale of the product alone. */
  readonly fixed?: boolean;
  /** What stands over it where there are several. */
  readonly title?: string;
}

/** A map with what its colours mean. */
export interface Heat {
  readonly map: AnomalyMap;
  readonly scale: HeatScale;
  /** Null: nothing is outlined. */
  readonly outlined: OutlinedBy | null;
}

/**
 * Colours a map once; it can be drawn at any size. The line around the regions that count stays at full strength.
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
