import { traceContour } from './contour.ts';
import { sizeOf, type Drawable } from './stage-view.ts';

/** A light line between two dark ones is visible on any picture and any heat. `truth`: outlines by people. */
const colours = { heat: 'rgb(255 255 255)', truth: 'rgb(0 229 255)' } as const;

/** Draws an outline, given in cells of a map. The scale is in canvas pixels per cell. */
export function strokeOutline(
  context: CanvasRenderingContext2D,
  outline: Path2D,
  across: number,
  down: number,
  kind: keyof typeof colours = 'heat',
): void {
  const ratio = window.devicePixelRatio;
  const scaled = new Path2D();
  scaled.addPath(outline, new DOMMatrix([across, 0, 0, down, 0, 0]));
  context.save();
  context.lineWidth = 3 * ratio;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.stroke(scaled);
  context.lineWidth = 1.5 * ratio;
  context.strokeStyle = colours[kind];
  context.stroke(scaled);
  context.restore();
}

/** The outline of a mask. */
export interface MaskOutline {
  readonly path: Path2D;
  /** Size in cells, the unit of the path. */
  readonly width: number;
  readonly height: number;
}

/** Longest side of a mask for outlining, pixels. */
const longestSide = 1024;

/** Outlines a mask, white on black. Null if the browser has no canvas. */
export function outlineMask(mask: Drawable): MaskOutline | null {
  const size = sizeOf(mask);
  const scale = Math.min(longestSide / Math.max(size.width, size.height), 1);
  // A border of one black cell closes the outline of a mask that reaches the picture's edge.
  const width = Math.max(Math.round(size.width * scale), 1);
  const height = Math.max(Math.round(size.height * scale), 1);
  const context = new OffscreenCanvas(width + 2, height + 2).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(mask, 1, 1, width, height);
  const { data } = context.getImageData(0, 0, width + 2, height + 2);
  const marks = Float32Array.from({ length: (width + 2) * (height + 2) }, (_, cell) => data[cell * 4] ?? 0);
  const traced = new Path2D();
  traceContour(marks, width + 2, height + 2, 127.5, traced);
  const path = new Path2D();
  path.addPath(traced, new DOMMatrix([1, 0, 0, 1, -1, -1]));
  return { path, width, height };
}
