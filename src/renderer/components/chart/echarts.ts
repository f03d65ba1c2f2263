import { CustomChart, BarChart, LineChart, ScatterChart } from 'echarts/charts';
import type {
  BarSeriesOption,
  CustomSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import {
  AxisPointerComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import type {
  DataZoomComponentOption,
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

/** Registers the parts of ECharts that the window's charts use; the bundle contains no others. */
use([
  ...[BarChart, CustomChart, LineChart, ScatterChart],
  ...[AxisPointerComponent, DataZoomInsideComponent, GridComponent],
  ...[MarkAreaComponent, MarkLineComponent, TooltipComponent],
  ...[CanvasRenderer, SVGRenderer],
]);

export type ChartSeries = BarSeriesOption | CustomSeriesOption | LineSeriesOption | ScatterSeriesOption;

export type ChartOption = ComposeOption<
  | ChartSeries
  | DataZoomComponentOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

export { init };
