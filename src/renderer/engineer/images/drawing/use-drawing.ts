import { useEventListener } from '@vueuse/core';
import { ref, shallowRef, watch, type Ref } from 'vue';
import type { MaskShape } from '../../../../shared/domain/mask.ts';
import type { Point } from '../../../../shared/domain/region.ts';
import { toolOfKey, type DrawingTool } from './drawing-tool.ts';
import { steppedBrush } from './stroke-points.ts';

interface DrawingParts {
  readonly stage: Readonly<Ref<{ zoom: (factor: number) => void; fit: () => void } | null>>;
  readonly draw: (shapes: readonly MaskShape[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Whether a pressed key is meant for the drawing. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
}

/** False for keys typed into a field. */
export function outsideFields({ target }: KeyboardEvent): boolean {
  return !(target instanceof HTMLElement && target.matches('input, select'));
}

/** The state of drawing on a picture: the tool, its brush, the unfinished polygon, the selected item, and the keys. */
export function useDrawing(first: DrawingTool, { stage, draw, undo, redo, takesKey }: DrawingParts) {
  const tool = ref<DrawingTool>(first);
  const brush = ref(0.03);
  /** Corners of the unfinished polygon. */
  const corners = shallowRef<readonly Point[]>([]);
  const selected = ref<number | null>(null);
  watch(tool, () => {
    corners.value = [];
    selected.value = null;
  });

  function close(): void {
    if (corners.value.length >= 3) draw([{ kind: 'polygon', corners: corners.value }]);
    corners.value = [];
  }

  function takeBack(): void {
    if (corners.value.length > 0) corners.value = corners.value.slice(0, -1);
    else {
      selected.value = null;
      undo();
    }
  }

  /** @returns whether the drawing uses the key */
  function key(event: KeyboardEvent): boolean {
    const name = event.key.toLowerCase();
    const control = event.ctrlKey || event.metaKey;
    if (control && (name === 'y' || (name === 'z' && event.shiftKey))) redo();
    else if (control && name === 'z') takeBack();
    else if (control || event.altKey) return false;
    else if (event.key === '[') brush.value = steppedBrush(brush.value, -1);
    else if (event.key === ']') brush.value = steppedBrush(brush.value, 1);
    else if (event.key === '+') stage.value?.zoom(1.5);
    else if (event.key === '-') stage.value?.zoom(1 / 1.5);
    else if (event.key === '0') stage.value?.fit();
    else if (event.key === 'Enter' && corners.value.length > 0) close();
    else if (event.key === 'Backspace' && corners.value.length > 0) takeBack();
    else {
      const taken = toolOfKey(event.key);
      if (taken === null) return false;
      tool.value = taken;
    }
    return true;
  }

  function press(event: KeyboardEvent): void {
    if (!event.defaultPrevented && takesKey(event) && key(event)) event.preventDefault();
  }
  useEventListener('keydown', press);

  return { tool, brush, corners, selected, act: { close, undo: takeBack } };
}
