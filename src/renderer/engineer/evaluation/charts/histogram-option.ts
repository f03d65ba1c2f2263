import type { CustomSeriesOption } from 'echarts/charts';
import type { HistogramBin } from '../../../../shared/domain/score-histogram.ts';
import type { LimitPoint } from '../../../../shared/domain/limit-curves.ts';
import type { ScoreScale } from '../../../../shared/domain/score-scale.ts';
import type { Thresholds } from '../../../../shared/domain/verdict.ts';
import { axisStyle, tooltipStyle, type ChartStyle } from '../../../components/chart/chart-style.ts';
import { binBars, scoreAxis } from '../../../components/chart/score-axis.ts';
import type { ChartOption, ChartSeries } from '../../../components/chart/echarts.ts';

export interface HistogramParts {
  readonly style: ChartStyle;
  readonly locale: string;
  readonly scale: ScoreScale;
  readonly bins: readonly HistogramBin[];
  readonly curves: readonly LimitPoint[];
  readonly limits: Thresholds;
  readonly names: {
    readonly good: string;
    readonly defective: string;
    readonly escapes: string;
    readonly falseRejects: string;
  };
}

/** Positions of the two drawings, CSS pixels. */
export const histogramPlace = {
  height: 360,
  left: 52,
  right: 16,
  top: 44,
  scores: 160,
  below: 256,
  shares: 84,
};

/** Draws the scores of good parts above the axis and of defective parts below it, and under them the error rates at each limit. */
export function histogramOption(parts: HistogramParts): ChartOption {
  const { style, locale, scale, bins, names } = parts;
  const { left, right, top, scores, below, shares } = histogramPlace;
  const highest = Math.max(1, ...bins.map((bin) => Math.max(bin.good, bin.defective)));
  // An even maximum, so that half of it is a whole number of images.
  const most = highest + (highest % 2);
  const axis = axisStyle(style);
  const score = scoreAxis(style, scale, locale);
  return {
    textStyle: { fontFamily: style.font },
    tooltip: { ...tooltipStyle(style), trigger: 'axis', showContent: false },
    axisPointer: { link: [{ xAxisIndex: 'all' }], label: { show: false } },
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], filterMode: 'none', zoomOnMouseWheel: 'shift' }],
    grid: [
      { left, right, top, height: scores },
      { left, right, top: below, height: shares },
    ],
    xAxis: [
      { ...score, gridIndex: 0 },
      { ...score, gridIndex: 1, axisLabel: { ...score.axisLabel, show: false } },
    ],
    yAxis: [
      {
        ...axis,
        type: 'value',
        gridIndex: 0,
        min: -most,
        max: most,
        interval: most / 2,
        axisLabel: {
          ...axis.axisLabel,
          formatter: (value: number) => Math.abs(value).toLocaleString(locale),
        },
      },
      {
        ...axis,
        type: 'value',
        gridIndex: 1,
        min: 0,
        max: 1,
        interval: 0.5,
        axisLabel: {
          ...axis.axisLabel,
          formatter: (value: number) => value.toLocaleString(locale, { style: 'percent' }),
        },
      },
    ],
    series: [
      bars('good', names.good, style.good, parts),
      bars('defective', names.defective, style.defect, parts),
      share('escapes', names.escapes, style.defect, parts.curves, scale),
      share('falseRejects', names.falseRejects, style.good, parts.curves, scale),
    ],
  };
}

/** Draws one bar per bin; the series of good parts also draws the zones of the verdicts. */
function bars(
  side: 'good' | 'defective',
  name: string,
  color: string,
  { bins, scale, limits, style }: HistogramParts,
): CustomSeriesOption {
  const [review, defect] = [scale.position(limits.review), scale.position(limits.defect)];
  const zone = (from: number, to: number, tone: string) =>
    [{ xAxis: from, itemStyle: { color: tone, opacity: 0.12 } }, { xAxis: to }] satisfies [object, object];
  return {
    ...binBars(bins, color, (bin) => (side === 'good' ? bin.good : -bin.defective)),
    id: side,
    name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    clip: true,
    ...(side === 'good'
      ? {
          markArea: {
            silent: true,
            data: [zone(review, defect, style.review), zone(defect, 1, style.defect)],
          },
        }
      : {}),
  };
}

/** Draws a share as steps: it holds up to and including each score. */
function share(
  side: 'escapes' | 'falseRejects',
  name: string,
  color: string,
  curves: readonly LimitPoint[],
  scale: ScoreScale,
): ChartSeries {
  const [first] = curves;
  const last = curves.at(-1);
  return {
    id: side,
    name,
    type: 'line',
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol: 'none',
    silent: true,
    lineStyle: { color, width: 2, type: side === 'escapes' ? 'solid' : 'dashed' },
    data:
      first && last
        ? [
            [0, first[side]],
            ...curves.flatMap((point) => {
              const place = scale.position(point.limit);
              return [
                [place, point[side]],
                [place, point.after[side]],
              ];
            }),
            [1, last.after[side]],
          ]
        : [],
  };
}
