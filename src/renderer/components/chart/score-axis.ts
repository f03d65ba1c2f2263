import type { HistogramBin } from '../../../shared/domain/score-histogram.ts';
import type { ScoreScale } from '../../../shared/domain/score-scale.ts';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import type { Text } from '../../i18n/use-text.ts';
import { axisStyle, type ChartStyle } from './chart-style.ts';
import type { CustomSeriesOption } from 'echarts/charts';

/** A horizontal axis of scores: positions 0..1 of a scale, ticks at round scores. */
export function scoreAxis(style: ChartStyle, scale: ScoreScale, locale: string) {
  const axis = axisStyle(style);
  const customValues = scale.ticks.map((tick) => scale.position(tick));
  return {
    ...axis,
    type: 'value',
    min: 0,
    max: 1,
    splitLine: { show: false },
    axisTick: { ...axis.axisTick, customValues },
    axisLabel: {
      ...axis.axisLabel,
      customValues,
      formatter: (place: number) => Number(scale.score(place).toPrecision(3)).toLocaleString(locale),
    },
  } as const;
}

/** Draws T1 and T2 as lines across a chart with such an axis, with names at their upper or lower ends. */
export function limitLines(
  style: ChartStyle,
  scale: ScoreScale,
  limits: Thresholds,
  { t }: Pick<Text, 't'>,
  position: 'start' | 'end' = 'end',
) {
  return {
    silent: true,
    symbol: 'none',
    data: (['review', 'defect'] as const).map((limit) => ({
      xAxis: scale.position(limits[limit]),
      lineStyle: { color: style.strong, width: 1.5, type: 'solid' as const },
      label: { position, formatter: t(`frame.thresholds.${limit}Short`), color: style.strong },
    })),
  };
}

/** Draws one bar per bin with the height from `count`; a negative one goes below the axis. */
export function binBars(
  bins: readonly HistogramBin[],
  color: string,
  count: (bin: HistogramBin) => number,
): CustomSeriesOption {
  return {
    type: 'custom',
    color,
    encode: { x: [0, 1], y: 2 },
    data: bins.map((bin) => [bin.start, bin.end, count(bin)]),
    renderItem: (_, api) => {
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
      const [end = 0, zero = 0] = api.coord([api.value(1), 0]);
      return {
        type: 'rect',
        shape: {
          x: x + 1,
          y: Math.min(y, zero),
          width: Math.max(end - x - 2, 1),
          height: Math.abs(zero - y),
        },
        style: { fill: color },
      };
    },
  };
}
