import { shownMessages } from '../../shared/contract/outputs.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import { openExplanation } from '../explanation/open-explanation.ts';
import { createOutboxRepository } from '../line/outbox-repository.ts';
import { createOutputsRepository } from '../line/outputs-repository.ts';
import { createOutputService } from '../line/service.ts';
import { createLogFiles } from '../log/files.ts';
import { createJournal } from '../log/journal.ts';
import { createLogWriter } from '../log/log-writer.ts';
import { createPartsRepository } from '../log/parts-repository.ts';
import { createLogQueries } from '../log/query-repository.ts';
import { createLogRepository } from '../log/repository.ts';
import { createRetentionRepository } from '../log/retention/retention-repository.ts';
import { createRetention } from '../log/retention/retention.ts';
import { createLogService } from '../log/service.ts';
import { createExportFolder } from '../statistics/export-folder.ts';
import { createReaderProcess } from '../statistics/reader/reader-process.ts';
import { createStatisticsService } from '../statistics/service.ts';
import type { Ground } from './ground.ts';
import type { ProductServices } from './product-services.ts';

export type LogServices = ReturnType<typeof buildLogServices>;

/** Builds the log of inspected parts, the outputs that send its results, and what reads it: explanations, figures. */
export function buildLogServices(
  ground: Ground,
  { thresholds, datasets, models, inference }: ProductServices,
) {
  const { paths, database, host, version, report, changes, settings, audit, thumbnails } = ground;
  const outputs = createOutputService({
    settings,
    changes,
    audit,
    report,
    host,
    home: paths.home,
    outputs: createOutputsRepository(database),
    outbox: createOutboxRepository(database, shownMessages),
  });
  const entries = createLogRepository(database, (part, entryId) => {
    // A view's result is sent as a part of its group's result, not alone.
    if (!isView(part)) outputs.keep(part, entryId);
  });
  const groupedParts = createPartsRepository(database, ({ part, views }) => {
    const entryId = views.find((view) => view.verdict === part.verdict && view.entryId !== null)?.entryId;
    outputs.keep(part, entryId ?? null, views);
  });
  const logWriter = createLogWriter({
    repository: entries,
    journal: createJournal(paths.journal),
    onWritten: ({ productId }) => changes.publish({ kind: 'log', productId }),
    onState: () => changes.publish({ kind: 'status' }),
  });
  const files = createLogFiles(paths.home, () => settings.current()['log.pictures']);
  const log = createLogService({
    files,
    thumbnails,
    thresholds,
    datasets,
    models,
    inference,
    changes,
    repository: entries,
    queries: createLogQueries(database),
  });
  const exports = createExportFolder(paths.exports);
  return {
    outputs,
    entries,
    groupedParts,
    logWriter,
    files,
    log,
    retention: createRetention({
      repository: createRetentionRepository(database),
      remove: files.removePath,
      busy: () => files.writing() || logWriter.state().waiting > 0,
      changes,
    }),
    explanation: openExplanation(database, host, { log, models }),
    exports,
    statistics: createStatisticsService({
      log,
      reader: createReaderProcess({ host, version, home: paths.home }),
      exports,
    }),
  };
}
