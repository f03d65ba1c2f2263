import { useMutationObserver } from '@vueuse/core';
import { shallowRef, type Ref } from 'vue';

/** What a chart is drawn with: the window's tokens as they are now. */
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

/** A token of the window's style, e.g. `--accent`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The style of the theme at hand, anew when the theme is another. */
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

/** How the window's charts draw an axis; its own options come after. */
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

/** How the box with the words at the pointer looks. It is drawn, since the window lets no markup in. */
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
