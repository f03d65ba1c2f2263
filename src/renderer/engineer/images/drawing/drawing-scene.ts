import { Layer } from 'konva/lib/Layer.js';
import { Stage } from 'konva/lib/Stage.js';
import { Circle } from 'konva/lib/shapes/Circle.js';
import { Image as ImageNode } from 'konva/lib/shapes/Image.js';
import { Line } from 'konva/lib/shapes/Line.js';
import { Rect } from 'konva/lib/shapes/Rect.js';
import { Transformer } from 'konva/lib/shapes/Transformer.js';
import type { MaskShape } from '../../../../shared/domain/mask.ts';
import type { Point } from '../../../../shared/domain/region.ts';
import type { Size, StageView } from '../../../components/picture/stage-view.ts';
import { withCorner, type DrawnItem, type DrawnRole } from './drawn-item.ts';
import { outlineNode, shapeNode, shapeOfNode, type ShapeNode, type ShapePaint } from './shape-node.ts';

/** A picture and the shapes on it. */
export interface DrawnContent {
  readonly picture: ImageBitmap | null;
  /** The imported mask below the shapes. */
  readonly ground: CanvasImageSource | null;
  readonly items: readonly DrawnItem[];
  /** The item being edited; null: none. */
  readonly selected: number | null;
  /** True: the pointer selects items; false: it draws over them. */
  readonly selects: boolean;
  /** Opacity of the shapes, 0..1. */
  readonly opacity: number;
}

/** What the scene shows under the pointer while someone draws. */
export interface DrawnPointer {
  readonly pending: readonly DrawnItem[];
  /** Corners of the unfinished polygon. */
  readonly corners: readonly Point[];
  readonly cursor: Point | null;
  /** Brush diameter at the cursor, shares of the picture's longest side; null: no brush. */
  readonly brush: number | null;
}

/** Darkens what is not inspected; the same colour in all themes, since it covers a picture. */
const leftOut = 'rgb(0 0 0 / 55%)';

export interface SceneEvents {
  /** Someone pressed an item; null: a place beside the items. */
  readonly onSelect: (index: number | null) => void;
  readonly onChange: (index: number, shape: MaskShape) => void;
}

export type DrawingScene = ReturnType<typeof createDrawingScene>;

/** Creates a Konva scene of the picture and its shapes, which people select, drag and resize at handles. */
export function createDrawingScene(
  container: HTMLDivElement,
  size: Size,
  { onSelect, onChange }: SceneEvents,
) {
  const colour = (name: string): string => getComputedStyle(container).getPropertyValue(name);
  const stage = new Stage({ container, width: 1, height: 1 });
  const below = new Layer({ listening: false });
  const shapes = new Layer();
  const lines = new Layer({ listening: false });
  /** Handles, in pixels of the stage, so that they keep their size when the picture is zoomed. */
  const handles = new Layer();
  const pointer = new Layer({ listening: false });
  stage.add(below, shapes, lines, handles, pointer);
  let view: StageView = { x: 0, y: 0, scale: 1 };
  let content: DrawnContent | null = null;
  let nodes = new Map<number, ShapeNode>();
  /** Whether the last press hit an item or a handle. */
  let met = false;

  const onStage = ({ x, y }: Point): Point => ({
    x: view.x + x * size.width * view.scale,
    y: view.y + y * size.height * view.scale,
  });

  function paintOf(role: DrawnRole, shape: MaskShape): ShapePaint {
    if (role === 'mark') {
      return { colour: colour('--defect-fill'), clears: shape.kind === 'stroke' && shape.erases };
    }
    return role === 'region' ? { colour: 'black', clears: true } : { colour: leftOut, clears: false };
  }

  stage.on('pointerdown', ({ target }) => {
    const index = [...nodes].find(([, node]) => node === target)?.[0];
    met = target !== stage;
    if (content?.selects !== true) return;
    if (index !== undefined) onSelect(index);
    else if (target === stage) onSelect(null);
  });

  function drawItem({ shape, role }: DrawnItem, index: number, selects: boolean): ShapeNode {
    const paint = paintOf(role, shape);
    const node = shapeNode(shape, size, paint);
    const held = selects && !(role === 'mark' && paint.clears);
    node.setAttrs({ listening: held, draggable: held });
    node.on('dragend transformend', () => onChange(index, shapeOfNode(shape, node, size)));
    shapes.add(node);
    if (role !== 'mark') {
      const line = outlineNode(shape, size, colour('--accent'));
      if (line) lines.add(line);
    }
    return node;
  }

  function drawShapes({ items, ground, selects, opacity }: DrawnContent): void {
    shapes.destroyChildren();
    lines.destroyChildren();
    shapes.getNativeCanvasElement().style.opacity = String(opacity);
    if (ground) shapes.add(new ImageNode({ image: ground, ...size, listening: false }));
    // Without a region, the whole picture is inspected.
    const regions = items.filter(({ role }) => role === 'region');
    if (regions.length > 0) {
      shapes.add(new Rect({ ...size, fill: leftOut, listening: false }));
    }
    nodes = new Map();
    for (const role of ['mark', 'region', 'exclusion']) {
      items.forEach((item, index) => {
        if (item.role === role) nodes.set(index, drawItem(item, index, selects));
      });
    }
  }

  function drawSelection({ items, selected }: DrawnContent): void {
    handles.destroyChildren();
    const item = selected === null ? undefined : items[selected];
    const node = selected === null ? undefined : nodes.get(selected);
    if (selected !== null && item && node) drawHandles(selected, item.shape, node);
  }

  function drawHandles(index: number, shape: MaskShape, node: ShapeNode): void {
    const accent = colour('--accent');
    if (shape.kind !== 'polygon') {
      const pulled = shape.kind !== 'stroke';
      handles.add(
        new Transformer({
          nodes: [node],
          rotateEnabled: false,
          resizeEnabled: pulled,
          keepRatio: false,
          flipEnabled: false,
          ignoreStroke: true,
          anchorSize: 14,
          anchorStroke: accent,
          borderStroke: accent,
        }),
      );
      return;
    }
    shape.corners.forEach((corner, at) => {
      const handle = new Circle({
        ...onStage(corner),
        radius: 8,
        fill: colour('--neutral-1'),
        stroke: accent,
        strokeWidth: 2,
        draggable: true,
      });
      const moved = (): MaskShape => {
        const { x, y } = handle.position();
        const place = {
          x: (x - view.x) / (size.width * view.scale),
          y: (y - view.y) / (size.height * view.scale),
        };
        return { ...shape, corners: withCorner(shape.corners, at, place) };
      };
      handle.on('dragmove', () => {
        const now = moved();
        if (now.kind === 'polygon' && node instanceof Line) {
          node.points(now.corners.flatMap(({ x, y }) => [x * size.width, y * size.height]));
        }
      });
      handle.on('dragend', () => onChange(index, moved()));
      handle.on('dblclick dbltap', () => {
        if (shape.corners.length > 3) onChange(index, { ...shape, corners: shape.corners.toSpliced(at, 1) });
      });
      handles.add(handle);
    });
  }

  return {
    /** Whether the last press hit an item or one of its handles. */
    hasMet: (): boolean => met,
    show(room: Size, next: StageView): void {
      view = next;
      stage.size(room);
      for (const layer of [below, shapes, lines]) {
        layer.position({ x: view.x, y: view.y });
        layer.scale({ x: view.scale, y: view.scale });
      }
      below.imageSmoothingEnabled(view.scale < 2);
      if (content) drawSelection(content);
    },
    draw(next: DrawnContent): void {
      if (next.picture !== content?.picture) {
        below.destroyChildren();
        if (next.picture) below.add(new ImageNode({ image: next.picture, ...size }));
      }
      // A press that selects an item also drags it, so the item's node must stay the same.
      const stays = content !== null && sameShapes(content, next);
      content = next;
      if (!stays) drawShapes(next);
      drawSelection(next);
    },
    point({ pending, corners, cursor, brush }: DrawnPointer): void {
      pointer.destroyChildren();
      for (const { shape, role } of pending) {
        const dark = role === 'exclusion' || (shape.kind === 'stroke' && shape.erases);
        const ink = dark ? leftOut : colour(role === 'region' ? '--accent' : '--defect-fill');
        const paint = { colour: ink, clears: false };
        const node = shapeNode(shape, size, paint);
        node.opacity(0.6);
        const scale = { x: view.scale, y: view.scale };
        node.setAttrs({ x: view.x + node.x() * view.scale, y: view.y + node.y() * view.scale, scale });
        pointer.add(node);
      }
      const open = [...corners, ...(cursor && corners.length > 0 ? [cursor] : [])].map(onStage);
      const points = open.flatMap(({ x, y }) => [x, y]);
      for (const line of [
        { stroke: colour('--neutral-8'), strokeWidth: 3 },
        { stroke: colour('--neutral-1'), strokeWidth: 1 },
      ]) {
        if (open.length > 1) pointer.add(new Line({ points, ...line }));
        if (!cursor || brush === null) continue;
        const radius = (brush * Math.max(size.width, size.height) * view.scale) / 2;
        pointer.add(new Circle({ ...onStage(cursor), radius, ...line }));
      }
      corners.forEach((corner, at) => {
        const fill = colour(at === 0 ? '--accent' : '--neutral-1');
        pointer.add(
          new Circle({ ...onStage(corner), radius: at === 0 ? 6 : 4, fill, stroke: colour('--accent') }),
        );
      });
    },
    close: (): void => void stage.destroy(),
  };
}

function sameShapes(one: DrawnContent, other: DrawnContent): boolean {
  return (
    one.items === other.items &&
    one.ground === other.ground &&
    one.selects === other.selects &&
    one.opacity === other.opacity
  );
}
