import type { Point } from '../../../shared/domain/region.ts';

/** How far an arrow key moves what has the focus, in shares of the picture; with shift farther, null for other keys. */
export function arrowStep({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Point | null {
  const step = shiftKey ? 0.05 : 0.005;
  const ways: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  return ways[key] ?? null;
}
