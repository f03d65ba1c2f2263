import type { MaskDrawing } from '../../../../shared/contract/datasets.ts';

export const emptyDrawing: MaskDrawing = { ground: null, shapes: [] };

/** Whether a drawing marks nothing. */
export function isEmpty({ ground, shapes }: MaskDrawing): boolean {
  return ground === null && shapes.every((shape) => shape.kind === 'stroke' && shape.erases);
}

/** Whether two drawings have the same ground and shapes. */
export function isSame(one: MaskDrawing, other: MaskDrawing): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
