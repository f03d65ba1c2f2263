import type { Point } from '../../../../shared/domain/region.ts';

/**
 * Two fingers on a stage, which move and magnify it.
 *
 * @param onStage pixels of the stage
 */
export function useGesture(parts: {
  readonly onStage: (event: PointerEvent) => Point;
  readonly move: (x: number, y: number) => void;
  readonly zoom: (factor: number, at: Point) => void;
}) {
  const fingers = new Map<number, Point>();

  function pair(): { readonly middle: Point; readonly apart: number } | null {
    const [one, other] = [...fingers.values()];
    if (!one || !other) return null;
    return {
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
      apart: Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1),
    };
  }

  return {
    /** @returns whether the gesture has begun with this finger, or goes on */
    begin(event: PointerEvent): boolean {
      if (event.pointerType === 'touch') fingers.set(event.pointerId, parts.onStage(event));
      return fingers.size > 1;
    },
    /** @returns whether the gesture took the move */
    follow(event: PointerEvent): boolean {
      if (!fingers.has(event.pointerId)) return false;
      const before = pair();
      fingers.set(event.pointerId, parts.onStage(event));
      const after = pair();
      if (before === null || after === null) return false;
      parts.move(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
      parts.zoom(after.apart / before.apart, after.middle);
      return true;
    },
    end: (event: PointerEvent) => fingers.delete(event.pointerId),
  };
}
