import type { Shape } from 'konva/lib/Shape.js';
import { Ellipse } from 'konva/lib/shapes/Ellipse.js';
import { Line } from 'konva/lib/shapes/Line.js';
import { Rect } from 'konva/lib/shapes/Rect.js';
import type { MaskShape } from '../../../../shared/domain/mask.ts';
import type { Point } from '../../../../shared/domain/region.ts';
import type { Size } from '../../../components/picture/stage-view.ts';
import { boxBetween, movedShape } from './drawn-item.ts';

export type ShapeNode = Shape;

/** Fill of a shape. */
export interface ShapePaint {
  readonly colour: string;
  /** Whether the shape erases what lies below it. */
  readonly clears: boolean;
}

/** Makes a Konva node of a shape, in pixels of the picture. */
export function shapeNode(
  shape: MaskShape,
  { width, height }: Size,
  { colour, clears }: ShapePaint,
): ShapeNode {
  const paint = { globalCompositeOperation: clears ? 'destination-out' : 'source-over' } as const;
  if (shape.kind === 'rectangle') {
    const { x, y, width: across, height: down } = shape.box;
    return new Rect({
      ...paint,
      fill: colour,
      x: x * width,
      y: y * height,
      width: across * width,
      height: down * height,
    });
  }
  if (shape.kind === 'ellipse') {
    const { box } = shape;
    const radiusX = (box.width * width) / 2;
    const radiusY = (box.height * height) / 2;
    return new Ellipse({
      ...paint,
      fill: colour,
      x: box.x * width + radiusX,
      y: box.y * height + radiusY,
      radiusX,
      radiusY,
    });
  }
  const inPixels = ({ x, y }: Point): number[] => [x * width, y * height];
  if (shape.kind === 'polygon') {
    return new Line({
      ...paint,
      fill: colour,
      fillRule: 'evenodd',
      closed: true,
      points: shape.corners.flatMap(inPixels),
    });
  }
  const points = shape.points.flatMap(inPixels);
  // Canvas paints nothing for a line without length.
  if (points.length === 2) points.push((points[0] ?? 0) + 0.01, points[1] ?? 0);
  return new Line({
    ...paint,
    points,
    stroke: colour,
    strokeWidth: Math.max(shape.size * Math.max(width, height), Math.SQRT2),
    lineCap: 'round',
    lineJoin: 'round',
  });
}

/** Makes the outline of a shape, equally wide on the screen at every zoom; null for a stroke, which needs no outline. */
export function outlineNode(shape: MaskShape, size: Size, colour: string): ShapeNode | null {
  if (shape.kind === 'stroke') return null;
  const node = shapeNode(shape, size, { colour, clears: false });
  node.setAttrs({
    fillEnabled: false,
    stroke: colour,
    strokeWidth: 2,
    strokeScaleEnabled: false,
    listening: false,
  });
  return node;
}

/** Returns the shape after someone dragged its node or resized it at its handles. */
export function shapeOfNode(shape: MaskShape, node: ShapeNode, { width, height }: Size): MaskShape {
  if (shape.kind === 'polygon' || shape.kind === 'stroke') {
    return movedShape(shape, { x: node.x() / width, y: node.y() / height });
  }
  const across = node.width() * node.scaleX();
  const down = node.height() * node.scaleY();
  const left = node instanceof Ellipse ? node.x() - across / 2 : node.x();
  const top = node instanceof Ellipse ? node.y() - down / 2 : node.y();
  const { box } = shape;
  // A shape that was only moved keeps its size at the picture's edge.
  if (node.scaleX() === 1 && node.scaleY() === 1) {
    return movedShape(shape, { x: left / width - box.x, y: top / height - box.y });
  }
  return {
    ...shape,
    box: boxBetween(
      { x: left / width, y: top / height },
      { x: (left + across) / width, y: (top + down) / height },
    ),
  };
}
