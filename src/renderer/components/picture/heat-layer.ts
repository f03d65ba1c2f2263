import { colourise } from '../../../shared/domain/colour-map.ts';
import { outlineOf } from '../../../shared/domain/defect-regions.ts';
import type { RegionLimits, Thresholds, Verdict } from '../../../shared/domain/verdict.ts';
import type { AnomalyMap } from '../../transport/live-channel.ts';
import { traceContour } from './contour.ts';

/** A heatmap ready to be laid over its picture. */
export interface HeatLayer {
  /** Draws over the rectangle `[0, 0, width, height]` of a context. `opacity` 0..1 is that of the colours. */
  draw(context: CanvasRenderingContext2D, width: number, height: number, opacity: number): void;
}

/** A canvas for the colours of one map after the other: new ones at a camera's rate would have to be cleared away. */
export interface ColourSurface {
  /** The colours of a map, transparent below T1; valid until the next call. */
  colour(map: AnomalyMap, scale: Thresholds): CanvasImageSource;
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

/**
 * Colours a map once; it can be drawn at any size. The line around the regions that count stays at full strength.
 *
 * @param scale T1 and T2 of the colours
 * @param outlined null: nothing is outlined
 * @param surface holds the colours of one layer at a time
 */
export function makeHeatLayer(
  map: AnomalyMap,
  scale: Thresholds,
  outlined: OutlinedBy | null,
  surface: ColourSurface,
): HeatLayer {
  const colours = surface.colour(map, scale);
  const contour = new Path2D();
  if (outlined) {
    const { limits, verdict } = outlined;
    const outline = outlineOf(map.data, map.height, map.width, limits, verdict);
    traceContour(outline.map, map.width, map.height, outline.level, contour);
  }
  return {
    draw(context, width, height, opacity) {
      context.save();
      context.imageSmoothingEnabled = true;
      context.globalAlpha = opacity;
      context.drawImage(colours, 0, 0, width, height);
      context.globalAlpha = 1;
      const scaled = new Path2D();
      scaled.addPath(contour, new DOMMatrix([width / map.width, 0, 0, height / map.height, 0, 0]));
      // A dark line below a bright one, so that it shows on any picture.
      const ratio = window.devicePixelRatio;
      context.lineWidth = 3 * ratio;
      context.strokeStyle = 'rgb(0 0 0 / 60%)';
      context.stroke(scaled);
      context.lineWidth = 1.25 * ratio;
      context.strokeStyle = 'rgb(255 255 255)';
      context.stroke(scaled);
      context.restore();
    },
  };
}
