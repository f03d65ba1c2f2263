import { useMutationObserver } from '@vueuse/core';
import { shallowRef, type Ref } from 'vue';

/** Colours and fonts of a chart, from the window's current tokens. */
export interface ChartStyle {
  readonly ground: string;
  readonly grid: string;
  readonly line: string;
  readonly word: string;
  readonly strong: string;
  readonly accent: string;
  readonly good: string;
  readonly review: string;
  readonly defect: string;
  readonly none: string;
  readonly font: string;
}

/** Returns a token of the window's style, e.g. `--accent`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The style of the current theme; follows a change of the theme. */
export function useChartStyle(): Readonly<Ref<ChartStyle>> {
  const style = shallowRef(styleNow());
  useMutationObserver(document.documentElement, () => (style.value = styleNow()), {
    attributeFilter: ['data-theme'],
  });
  return style;
}

function styleNow(): ChartStyle {
  return {
    ground: token('--neutral-1'),
    grid: token('--neutral-3'),
    line: token('--neutral-5'),
    word: token('--neutral-6'),
    strong: token('--neutral-8'),
    accent: token('--accent'),
    good: token('--good-fill'),
    review: token('--review-fill'),
    defect: token('--defect-fill'),
    none: token('--none'),
    font: token('--font'),
  };
}

/** Returns the usual style of an axis; options of a single chart override it. */
export function axisStyle(style: ChartStyle) {
  return {
    axisLine: { lineStyle: { color: style.line } },
    axisTick: { lineStyle: { color: style.line } },
    axisLabel: { color: style.word, fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: style.grid } },
    nameTextStyle: { color: style.word, fontSize: 12 },
    nameLocation: 'middle',
  } as const;
}

/** Returns the style of the tooltip. ECharts draws it, since the window allows no markup in it. */
export function tooltipStyle(style: ChartStyle) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: style.ground,
    borderColor: style.line,
    borderWidth: 1,
    padding: 8,
    textStyle: { color: style.strong, fontSize: 13, fontFamily: style.font },
  } as const;
}
