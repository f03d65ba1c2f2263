import { inOneLine, terminalText } from '../../shared/domain/visible-text.ts';
import type { ReportBug } from './served-station.ts';

/** Writes a line that whoever keeps the station should know, with its time. */
export function warnOnStandardError(line: string, where: string): void {
  process.stderr.write(`${new Date().toISOString()} ${where}: ${terminalText(inOneLine(line))}\n`);
}

/** Writes a failure that nobody expected to standard error, with its time and its trace. */
export const reportToStandardError: ReportBug = (error, where) => {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${new Date().toISOString()} ${inOneLine(where)}: ${terminalText(trace)}\n`);
};
