import type { Drift, DriftRequest, StatisticsFilter } from '../../shared/contract/statistics.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import type { ModelChart } from './report/drift-chart.ts';
import type { StatisticsRepository } from './repository.ts';

/** Number of charts in a report, for the models that inspected last. */
const mostCharts = 4;
/** Number of inspections in a point of a chart. */
const size = 5;

export interface ReportChartsParts {
  readonly statistics: Pick<StatisticsRepository, 'sessions'>;
  readonly products: Pick<ProductService, 'get'>;
  readonly models: Pick<ModelService, 'card'>;
  readonly drift: (request: DriftRequest) => Drift;
}

/** Makes control charts of the models that inspected within a filter. A model with too few scores, or without its card, gets none. */
export function reportCharts(
  { statistics, products, models, drift }: ReportChartsParts,
  filter: StatisticsFilter,
): ModelChart[] {
  const last = new Map(statistics.sessions(filter).map(({ modelId, productId }) => [modelId, productId]));
  return [...last]
    .slice(-mostCharts)
    .toReversed()
    .flatMap(([modelId, productId]) => {
      try {
        const { lane, shiftId, source, from, to } = filter;
        const chart = drift({ modelId, size, baseline: 'first', lane, shiftId, source, from, to });
        const name = `${products.get(productId).name}, ${models.card(modelId).preset}`;
        return chart.points.length < 2 ? [] : [{ name, drift: chart }];
      } catch (error) {
        if (error instanceof StationError) return [];
        throw error;
      }
    });
}
