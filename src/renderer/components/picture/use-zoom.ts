import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent } from 'd3-zoom';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { fittedView, type Size, type StageView } from './stage-view.ts';

/** Largest magnification, screen pixels per pixel of the picture. */
const mostScale = 24;

export interface ZoomParts {
  /** The elements that the picture lies in; all of them show the same part of it. */
  readonly stages: Readonly<Ref<readonly HTMLElement[]>>;
  /** Size of one of them, CSS pixels. */
  readonly room: Readonly<Ref<Size>>;
  readonly picture: Readonly<Ref<Size | null>>;
  /** Whether a press begins to move the picture; left out: while it is magnified, or with the middle button. */
  readonly moves?: (event: MouseEvent | TouchEvent, magnified: boolean) => boolean;
}

function movesMagnified(event: MouseEvent | TouchEvent, magnified: boolean): boolean {
  return 'touches' in event ? event.touches.length > 1 || magnified : event.button === 1 || magnified;
}

/** Zoom and pan of a picture by wheel, drag, pinch and call (d3-zoom). What lies under the pointer stays there. */
export function useZoom({ stages, room, picture, moves = movesMagnified }: ZoomParts) {
  const transform = shallowRef(zoomIdentity);
  const magnified = computed(() => transform.value.k > 1);
  const fitted = computed(() => (picture.value ? fittedView(room.value, picture.value) : null));

  const behaviour = zoom<HTMLElement, unknown>()
    .filter((event: MouseEvent | TouchEvent) => event.type === 'wheel' || moves(event, magnified.value))
    .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      transform.value = event.transform;
      for (const stage of stages.value) select(stage).property('__zoom', event.transform);
    });

  function bind(now: readonly HTMLElement[], before: readonly HTMLElement[] = []): void {
    for (const stage of before) if (!now.includes(stage)) select(stage).on('.zoom', null);
    for (const stage of now) {
      // A double click is the viewer's own.
      select(stage).call(behaviour).on('dblclick.zoom', null).property('__zoom', transform.value);
    }
  }

  function fit(): void {
    const [stage] = stages.value;
    if (stage) select(stage).call(behaviour.transform, zoomIdentity);
    else transform.value = zoomIdentity;
  }

  /** One pixel of the picture on one of the screen, relative to the fitted picture. */
  const actual = computed(() => 1 / (window.devicePixelRatio * (fitted.value?.scale ?? 1)));

  watch(stages, bind, { immediate: true, flush: 'post' });
  watch(
    [
      () => room.value.width,
      () => room.value.height,
      () => picture.value?.width,
      () => picture.value?.height,
    ],
    () => {
      const { width, height } = room.value;
      const scale = fitted.value?.scale ?? 1;
      behaviour
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ])
        .scaleExtent([Math.min(1, actual.value), Math.max(mostScale / scale, 1)]);
      // The next picture of the same size shows the same place, to be compared.
      fit();
    },
    { immediate: true, flush: 'post' },
  );

  return {
    magnified,
    /** Null while there is nothing to show. */
    view: computed<StageView | null>(() => {
      const { k, x, y } = transform.value;
      const base = fitted.value;
      if (!base || !(base.scale > 0)) return null;
      return { scale: base.scale * k, x: x + base.x * k, y: y + base.y * k };
    }),
    fit,
    /** Magnifies around the middle. */
    zoomBy(factor: number): void {
      const [stage] = stages.value;
      if (stage) select(stage).call(behaviour.scaleBy, factor);
    },
    /** One to one around a place of the stage, its middle when left out; from there back to the whole picture. */
    toggleActual(at?: readonly [number, number]): void {
      const [stage] = stages.value;
      if (!stage) return;
      if (Math.abs(transform.value.k / actual.value - 1) < 0.01) fit();
      else select(stage).call(behaviour.scaleTo, actual.value, at ? [...at] : undefined);
    },
  };
}
