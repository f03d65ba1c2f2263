import type { MaskDrawing } from '../../../../shared/contract/datasets.ts';
import type { MaskShape } from '../../../../shared/domain/mask.ts';

/** What a mask was at each step, of which there is at least one, and which step is shown. */
export interface MaskHistory {
  readonly steps: readonly MaskDrawing[];
  readonly place: number;
}

/** Most steps that can be taken back. */
const mostSteps = 200;

export const emptyDrawing: MaskDrawing = { ground: null, shapes: [] };

export function beginHistory(drawing: MaskDrawing): MaskHistory {
  return { steps: [drawing], place: 0 };
}

export function currentDrawing({ steps, place }: MaskHistory): MaskDrawing {
  return steps[place] ?? emptyDrawing;
}

/** A further step; what was taken back before is gone. */
export function withStep({ steps, place }: MaskHistory, drawing: MaskDrawing): MaskHistory {
  const kept = [...steps.slice(0, place + 1), drawing].slice(-mostSteps);
  return { steps: kept, place: kept.length - 1 };
}

/** The history with shapes drawn over what is shown. */
export function withShapes(history: MaskHistory, shapes: readonly MaskShape[]): MaskHistory {
  const { ground, shapes: before } = currentDrawing(history);
  return withStep(history, { ground, shapes: [...before, ...shapes] });
}

export function canUndo({ place }: MaskHistory): boolean {
  return place > 0;
}

export function canRedo({ steps, place }: MaskHistory): boolean {
  return place < steps.length - 1;
}

export function undone(history: MaskHistory): MaskHistory {
  return canUndo(history) ? { ...history, place: history.place - 1 } : history;
}

export function redone(history: MaskHistory): MaskHistory {
  return canRedo(history) ? { ...history, place: history.place + 1 } : history;
}

/** Whether a drawing marks nothing. */
export function isEmpty({ ground, shapes }: MaskDrawing): boolean {
  return ground === null && shapes.every((shape) => shape.kind === 'stroke' && shape.erases);
}

/** Whether two drawings have the same ground and the same shapes. */
export function isSame(one: MaskDrawing, other: MaskDrawing): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
