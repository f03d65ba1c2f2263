import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { program, programVersion } from '../../host/program-folder.ts';
import { writeReport, type WrittenReport } from '../../teachers/report/write-report.ts';
import { preparePlace } from '../prepare-place.ts';
import { shippedBackbone } from '../shipped-backbone.ts';
import type { Terminal } from '../terminal.ts';
import { percent } from '../text.ts';

export interface TeacherReportOptions {
  /** The teacher's folder. */
  readonly teacher: string;
  /** Folder of natural images. */
  readonly images: string;
  /** The HTML file; `report.html` in the teacher's folder if left out. */
  readonly to?: string;
  /** The network to compare with; if left out, the shipped network, or none if that is missing. */
  readonly backbone?: string;
  /** Least number of patches to use; several thousand if left out. */
  readonly patches?: number;
  readonly seed: number;
}

/** Writes a teacher's report and prints its path. */
export async function teacherReport(
  terminal: Terminal,
  signal: AbortSignal,
  options: TeacherReportOptions,
): Promise<void> {
  await preparePlace(options.to ?? join(options.teacher, 'report.html'), 'page');
  const { file, statistics } = await reportOn(terminal, signal, options);
  terminal.print(`Report: ${file}`);
  const { effectiveDimension, meanCorrelation, nearlyConstant } = statistics;
  terminal.printJson({ report: file, effectiveDimension, meanCorrelation, nearlyConstant });
}

/** Writes a teacher's report and shows the progress on the terminal. */
export function reportOn(
  terminal: Terminal,
  signal: AbortSignal,
  { backbone, ...options }: TeacherReportOptions,
): Promise<WrittenReport> {
  const shipped = shippedBackbone();
  return writeReport({
    ...options,
    backbone: backbone ?? (existsSync(shipped) ? shipped : null),
    programVersion: programVersion(program()),
    onProgress: (fraction) => terminal.progress(`report  ${percent(fraction)}`),
    signal,
  });
}
