import type { StationStatus } from '../../shared/contract/station.ts';
import type { User } from '../../shared/domain/role.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { InferenceService } from '../inference/service.ts';
import type { InspectionService } from '../inspection/service.ts';
import type { LineCommands } from '../line/line-commands.ts';
import type { OutputService } from '../line/service.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { createLineMetrics } from './metrics.ts';
import { createLoggedPartsRepository } from './parts-repository.ts';
import { createApiRouter } from './router.ts';

export interface ApiServices {
  readonly status: (user: User) => Promise<StationStatus>;
  readonly lineCommands: LineCommands;
  readonly outputs: Pick<OutputService, 'list'>;
  readonly inspection: Pick<InspectionService, 'sessions' | 'push' | 'waiting'>;
  readonly inference: Pick<InferenceService, 'waiting'>;
  readonly logWriter: Pick<LogWriter, 'state'>;
  readonly backups: { status(): StationStatus['backup'] };
}

/** Makes the HTTP API for programs from the services. @param file path of the database, for messages */
export function createApi(
  services: ApiServices,
  database: StationDatabase,
  { version, report, file }: { readonly version: string; readonly report: ReportBug; readonly file: string },
) {
  const { status, lineCommands: line, outputs, inspection, inference, logWriter } = services;
  const metrics = createLineMetrics({
    line,
    outputs,
    version,
    sessions: inspection.sessions,
    lanesWaiting: inspection.waiting,
    modelWaiting: inference.waiting,
    backups: services.backups.status,
    logWaiting: () => logWriter.state().waiting,
  });
  return {
    router: createApiRouter({
      status,
      line,
      outputs,
      report,
      database: file,
      push: inspection.push,
      parts: createLoggedPartsRepository(database),
    }),
    metrics: metrics.text,
    version,
    close: metrics.close,
  };
}
