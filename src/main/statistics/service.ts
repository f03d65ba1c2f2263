import type { DefectFilter } from '../../shared/contract/defects.ts';
import type {
  Drift,
  DriftRequest,
  ExportEvent,
  Overview,
  StatisticsFilter,
} from '../../shared/contract/statistics.ts';
import type { DefectService } from '../defects/service.ts';
import type { ModelService } from '../models/service.ts';
import { chartDrift } from './drift.ts';
import type { ExportFolder } from './export-folder.ts';
import { countOverview } from './overview.ts';
import type { StatisticsRepository } from './repository.ts';
import { writeLog } from './write-log.ts';

export interface StatisticsServiceParts {
  readonly statistics: StatisticsRepository;
  readonly models: Pick<ModelService, 'card'>;
  readonly defects: Pick<DefectService, 'query' | 'get'>;
  readonly exports: ExportFolder;
}

export type StatisticsService = ReturnType<typeof createStatisticsService>;

/** Figures of the log: yield, causes, decisions, drift; and the log itself as a file. */
export function createStatisticsService(parts: StatisticsServiceParts) {
  const { statistics, models, exports } = parts;

  /** Yield over time, causes and decisions. @throws the signal's reason when it aborts */
  const overview = (filter: StatisticsFilter, timeZone: string, signal?: AbortSignal): Promise<Overview> =>
    countOverview(statistics, filter, timeZone, signal);

  /** The scores of a model as a control chart. @throws StationError NOT_FOUND */
  const drift = (request: DriftRequest): Drift =>
    chartDrift(statistics, request, models.card(request.modelId).thresholds.validationScores);

  return {
    overview,
    drift,

    /** The filtered log as CSV. @throws StationError as `writeLog` */
    exportLog: (
      { filter, timeZone }: { readonly filter: DefectFilter; readonly timeZone: string },
      signal?: AbortSignal,
    ): AsyncGenerator<ExportEvent> => writeLog(parts, filter, timeZone, signal),

    /** What was written. @throws StationError NOT_FOUND when it is no longer kept */
    read: (exportId: number) => exports.read(exportId),

    close: () => exports.close(),
  };
}
