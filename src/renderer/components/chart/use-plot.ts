import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import { onBeforeUnmount, onMounted, watch } from 'vue';
import type { Ref, WatchSource } from 'vue';
import { useWidth } from './use-width.ts';

export interface PlotParts {
  /** The element that it is drawn in. */
  readonly frame: Ref<HTMLElement | null>;
  /** Height in CSS pixels. */
  readonly height: number;
  /** Called when the chart is made; null: there is nothing to draw. */
  readonly chart: () => {
    readonly options: Omit<uPlot.Options, 'width' | 'height'>;
    readonly data: uPlot.AlignedData;
  } | null;
  /** Sources whose change requires a new chart. */
  readonly changes: WatchSource[];
  /** Source whose change concerns only the data. */
  readonly growth?: WatchSource;
  /** Called for a click, with the index on the horizontal axis. */
  readonly onPick?: (index: number) => void;
  /** Called with the index at the pointer; null when it left. */
  readonly onPoint?: (index: number | null) => void;
}

/** The window writes its own legends, and a chart is not dragged. */
const quiet = {
  legend: { show: false },
  cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
} satisfies Partial<uPlot.Options>;

/** A uPlot chart in an element: as wide as it, in the colours of the moment. */
export function usePlot({ frame, height, chart, changes, growth, onPick, onPoint }: PlotParts) {
  const width = useWidth(frame, 480);
  let plot: uPlot | null = null;

  function make(): void {
    plot?.destroy();
    plot = null;
    const made = chart();
    if (!frame.value || made === null) return;
    const { options, data } = made;
    const hooks = { ...options.hooks, setCursor: [(at: uPlot) => onPoint?.(at.cursor.idx ?? null)] };
    plot = new uPlot({ ...quiet, ...options, hooks, width: width.value, height }, data, frame.value);
    const { over } = plot;
    over.addEventListener('click', (event) => {
      const index = plot?.posToIdx(event.clientX - over.getBoundingClientRect().left);
      if (index !== undefined) onPick?.(index);
    });
  }

  const themes = new MutationObserver(() => plot?.redraw(false));
  onMounted(() => {
    make();
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  });
  onBeforeUnmount(() => {
    themes.disconnect();
    plot?.destroy();
  });
  watch(changes, make, { flush: 'post' });
  if (growth) {
    watch(growth, () => {
      const grown = chart();
      // A chart that is about to be made anew has other series, and takes no data any more.
      if (grown !== null && plot?.series.length === grown.data.length) plot.setData(grown.data);
    });
  }
  watch(width, () => plot?.setSize({ width: width.value, height }));
  return { width };
}

/** A token of the window's style, e.g. `--accent`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** How the window's charts draw their axes. */
export function axisStyle() {
  return {
    stroke: () => token('--neutral-6'),
    font: `13px ${token('--font')}`,
    grid: { stroke: () => token('--neutral-3'), width: 1 },
    ticks: { stroke: () => token('--neutral-4'), width: 1, size: 4 },
  };
}

/** Which of an axis' marks get words, so that the words have room beside each other. */
function spacedPlaces(marks: number, width: number, room: number): number[] {
  const step = Math.max(Math.ceil((marks * room) / Math.max(width, 1)), 1);
  return Array.from({ length: Math.ceil(marks / step) }, (_, index) => index * step);
}

/** An axis whose marks, counted from 0, have names. @param room CSS pixels that a name takes */
export function namedPlaces(
  marks: number,
  {
    width,
    room,
    nameOf,
  }: { readonly width: number; readonly room: number; readonly nameOf: (place: number) => string },
): uPlot.Axis {
  return {
    ...axisStyle(),
    size: 34,
    grid: { show: false },
    splits: () => spacedPlaces(marks, width, room),
    values: (_, places) => places.map(nameOf),
  };
}
