import { inOneLine, terminalText } from '../../shared/domain/visible-text.ts';
import type { ReportBug } from './served-station.ts';

/** Writes a notice for the station's administrator to standard error, with its time. */
export function warnOnStandardError(line: string, where: string): void {
  process.stderr.write(`${new Date().toISOString()} ${where}: ${terminalText(inOneLine(line))}\n`);
}

/** Writes an unexpected failure to standard error, with its time and its stack trace. */
export const reportToStandardError: ReportBug = (error, where) => {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${new Date().toISOString()} ${inOneLine(where)}: ${terminalText(trace)}\n`);
};
