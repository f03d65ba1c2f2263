import { computed, onMounted, onScopeDispose, shallowRef } from 'vue';
import type { Ref } from 'vue';
import type { Point } from '../../../../shared/domain/region.ts';
import { fittedView, heldView, placeOf, zoomedView } from './stage-view.ts';
import type { Size, StageView } from './stage-view.ts';

/** How a picture lies on its stage: fitted until someone zooms or moves it. */
export function useStageView(stage: Readonly<Ref<HTMLElement | null>>, picture: Ref<Size>) {
  const room = shallowRef<Size>({ width: 0, height: 0 });
  /** Null while the picture is fitted. */
  const chosen = shallowRef<StageView | null>(null);
  const view = computed(() => chosen.value ?? fittedView(room.value, picture.value));

  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width, height } = entry.contentRect;
    room.value = { width, height };
    if (chosen.value) chosen.value = heldView(chosen.value, room.value, picture.value);
  });
  onMounted(() => {
    if (stage.value) observer.observe(stage.value);
  });
  onScopeDispose(() => observer.disconnect());

  /** A place on the screen, in pixels of the stage. */
  function onStage(event: { readonly clientX: number; readonly clientY: number }): Point {
    const bounds = stage.value?.getBoundingClientRect();
    return { x: event.clientX - (bounds?.left ?? 0), y: event.clientY - (bounds?.top ?? 0) };
  }

  return {
    view,
    onStage,
    placeAt: (at: Point): Point => placeOf(view.value, at, picture.value),
    /** @param at what stays in place, pixels of the stage; its middle when left out */
    zoom(factor: number, at: Point = { x: room.value.width / 2, y: room.value.height / 2 }): void {
      chosen.value = zoomedView(view.value, at, factor, room.value, picture.value);
    },
    move(x: number, y: number): void {
      const moved = { ...view.value, x: view.value.x + x, y: view.value.y + y };
      chosen.value = heldView(moved, room.value, picture.value);
    },
    fit: () => (chosen.value = null),
  };
}
