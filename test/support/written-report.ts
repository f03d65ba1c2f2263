import { join } from 'node:path';
import { expect } from 'vitest';
import { chartDrift } from '../../src/main/statistics/drift.ts';
import { createExportFolder } from '../../src/main/statistics/export-folder.ts';
import { countOverview } from '../../src/main/statistics/overview.ts';
import { createProceedingsRepository } from '../../src/main/statistics/proceedings-repository.ts';
import { createStatisticsRepository } from '../../src/main/statistics/repository.ts';
import { writeReport, type ReportOrder } from '../../src/main/statistics/write-report.ts';
import type { DriftRequest } from '../../src/shared/contract/statistics.ts';
import { collect } from './collect.ts';
import { openLog } from './log.ts';
import { readPdf } from './read-pdf.ts';

/** A report over the whole log. */
export const wholeReport: ReportOrder = {
  filter: {},
  timeZone: 'Asia/Shanghai',
  language: 'en',
  entries: 50,
  station: '',
};

/** Opens a log with the writer of its reports. */
export function reported() {
  const station = openLog();
  const folder = join(station.folder, 'exports');
  const statistics = createStatisticsRepository(station.database);
  const parts = {
    ...station,
    statistics,
    exports: createExportFolder(folder),
    version: '1.2.3',
    overview: countOverview.bind(null, statistics),
    proceedings: createProceedingsRepository(station.database),
    drift: (order: DriftRequest) =>
      chartDrift(statistics, order, {
        validationScores: [],
        inForce: station.thresholds.latest(order.modelId),
      }),
  };
  return { ...parts, parts, exportFolder: folder };
}

/** Writes a report and reads it. */
export async function written(
  parts: ReturnType<typeof reported>['parts'],
  change: Partial<ReportOrder> = {},
): Promise<{ pdf: ReturnType<typeof readPdf>; missing: number | undefined; bytes: Uint8Array }> {
  const events = await collect(writeReport(parts, { ...wholeReport, ...change }));
  const finished = events.at(-1);
  if (finished?.kind !== 'finished') throw new Error('It is not finished');
  const progress = events.filter((event) => event.kind === 'progress');
  expect(progress.at(-1)).toMatchObject({ done: finished.entries + 1, total: finished.entries + 1 });
  expect(finished.fileName).toMatch(/^loupe-report-([\p{L}\p{N}-]+-)?\d{4}-\d\d-\d\d\.pdf$/u);
  const { body, type } = await parts.exports.read(finished.exportId, ['application/pdf']);
  const bytes = await body.bytes();
  expect(type).toBe('application/pdf');
  return { pdf: readPdf(bytes), missing: finished.missing, bytes };
}
