import type {
  Drift,
  DriftRequest,
  ExportEvent,
  ExportLogRequest,
  Overview,
  ReportRequest,
  StatisticsFilter,
} from '../../shared/contract/statistics.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import type { LogService } from '../log/service.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import type { SettingsService } from '../settings/service.ts';
import { chartDrift } from './drift.ts';
import type { ExportFolder } from './export-folder.ts';
import { countOverview } from './overview.ts';
import type { StatisticsRepository } from './repository.ts';
import { writeLog } from './write-log.ts';
import { writeReport } from './write-report.ts';

export interface StatisticsServiceParts {
  readonly statistics: StatisticsRepository;
  readonly models: Pick<ModelService, 'card'>;
  readonly products: Pick<ProductService, 'get'>;
  readonly log: Pick<LogService, 'list' | 'count' | 'get' | 'picture' | 'map' | 'markExported'>;
  readonly exports: ExportFolder;
  readonly settings: Pick<SettingsService, 'current'>;
  /** The program's version. */
  readonly version: string;
}

export type StatisticsService = ReturnType<typeof createStatisticsService>;

/** Figures of the log: yield, causes, decisions, drift; and the log or a report as a file. */
export function createStatisticsService(parts: StatisticsServiceParts) {
  const { statistics, models, exports, settings } = parts;

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
    exportLog(
      { filter, timeZone, decimalSeparator }: ExportLogRequest,
      signal?: AbortSignal,
    ): AsyncGenerator<ExportEvent> {
      const inForce = settings.current();
      const decimal = decimalSeparator ?? inForce['csv.decimalSeparator'];
      return writeLog(parts, filter, { timeZone, decimal, station: inForce['station.name'] }, signal);
    },

    /** The figures and the entries with their pictures as PDF. @throws StationError as `writeReport` */
    exportReport(request: ReportRequest, signal?: AbortSignal): AsyncGenerator<ExportEvent> {
      const inForce = settings.current();
      const language = request.language ?? languageOfReports(inForce, 'en');
      const station = inForce['station.name'];
      return writeReport({ ...parts, overview }, { ...request, language, station }, signal);
    },

    /** Reads a file that was written. @throws StationError NOT_FOUND when it is no longer kept */
    read: (exportId: number) => exports.read(exportId),

    close: () => exports.close(),
  };
}
