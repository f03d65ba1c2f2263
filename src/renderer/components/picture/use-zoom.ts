import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent } from 'd3-zoom';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { fittedView, type Size, type StageView } from './stage-view.ts';

/** Largest magnification, screen pixels per picture pixel. */
const mostScale = 24;

export interface ZoomParts {
  /** The elements with the picture; all show the same section of it. */
  readonly stages: Readonly<Ref<readonly HTMLElement[]>>;
  /** Size of one element, CSS pixels. */
  readonly room: Readonly<Ref<Size>>;
  readonly picture: Readonly<Ref<Size | null>>;
  /** Whether a press starts a pan; if absent, it does in a magnified picture or with the middle button. */
  readonly moves?: (event: MouseEvent | TouchEvent, magnified: boolean) => boolean;
}

function movesMagnified(event: MouseEvent | TouchEvent, magnified: boolean): boolean {
  return 'touches' in event ? event.touches.length > 1 || magnified : event.button === 1 || magnified;
}

/** Zooms and pans a picture by wheel, drag, pinch and function call (d3-zoom). Zooming keeps the point under the pointer in place. */
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
      // The viewer handles the double click itself.
      select(stage).call(behaviour).on('dblclick.zoom', null).property('__zoom', transform.value);
    }
  }

  function fit(): void {
    const [stage] = stages.value;
    if (stage) select(stage).call(behaviour.transform, zoomIdentity);
    else transform.value = zoomIdentity;
  }

  /** Magnification relative to the fitted picture at which one picture pixel is one screen pixel. */
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
      // Only a change of size resets the view: the next picture of the same size keeps it, for comparison.
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
    /** Switches between one to one, around a point of the stage or its middle, and the whole picture. */
    toggleActual(at?: readonly [number, number]): void {
      const [stage] = stages.value;
      if (!stage) return;
      if (Math.abs(transform.value.k / actual.value - 1) < 0.01) fit();
      else select(stage).call(behaviour.scaleTo, actual.value, at ? [...at] : undefined);
    },
  };
}
