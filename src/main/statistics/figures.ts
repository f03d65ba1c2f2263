import type {
  Drift,
  DriftRequest,
  ExportEvent,
  ExportLogRequest,
  Overview,
  OverviewFilter,
  ReportRequest,
} from '../../shared/contract/statistics.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import type { ThresholdsHistory } from '../products/thresholds.ts';
import type { SettingsService } from '../settings/service.ts';
import { chartDrift } from './drift.ts';
import { countOverview } from './overview.ts';
import { writeLog } from './write-log.ts';
import { writeReport, type ReportParts } from './write-report.ts';

export interface FiguresParts extends Omit<ReportParts, 'overview' | 'drift'> {
  readonly settings: Pick<SettingsService, 'current'>;
  readonly thresholds: Pick<ThresholdsHistory, 'latest'>;
}

export type Figures = ReturnType<typeof createFigures>;

/** Computes figures, exports the log and writes reports, in the calling process. They read a lot, so never call this in the line's process. */
export function createFigures(parts: FiguresParts) {
  const { statistics, models, settings, thresholds } = parts;

  /** Counts the yield over time, causes and decisions. @throws the signal's reason when it aborts */
  const overview = (filter: OverviewFilter, timeZone: string, signal?: AbortSignal): Promise<Overview> =>
    countOverview(statistics, filter, timeZone, signal);

  /** Makes a control chart of a model's scores. @throws StationError NOT_FOUND */
  const drift = (request: DriftRequest): Drift =>
    chartDrift(statistics, request, {
      validationScores: models.card(request.modelId).thresholds.validationScores,
      inForce: thresholds.latest(request.modelId),
    });

  return {
    overview,
    drift,

    /** Writes the filtered log as CSV. @throws StationError as `writeLog` */
    exportLog(
      { filter, timeZone, decimalSeparator }: ExportLogRequest,
      signal?: AbortSignal,
    ): AsyncGenerator<ExportEvent> {
      const inForce = settings.current();
      const decimal = decimalSeparator ?? inForce['csv.decimalSeparator'];
      return writeLog(parts, filter, { timeZone, decimal, station: inForce['station.name'] }, signal);
    },

    /** Writes figures and entries with their pictures as PDF. @throws StationError as `writeReport` */
    exportReport(request: ReportRequest, signal?: AbortSignal): AsyncGenerator<ExportEvent> {
      const inForce = settings.current();
      const language = request.language ?? languageOfReports(inForce, 'en');
      const station = inForce['station.name'];
      return writeReport({ ...parts, overview, drift }, { ...request, language, station }, signal);
    },
  };
}
