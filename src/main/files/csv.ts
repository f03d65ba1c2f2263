import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';

/** A cell: text is guarded against formulas, numbers are not. */
export type Cell = string | number | null;

/**
 * A line of CSV by RFC 4180: separated by commas, ended by CRLF, quoted where a cell holds a separator, a quote or a
 * line break. With a decimal comma the separator is the semicolon, as spreadsheets of such countries expect it.
 *
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, “CSV injection”): names, causes
 * and notes are whatever people and cameras wrote.
 */
export function csvLine(cells: readonly Cell[], decimal: DecimalSeparator = 'point'): string {
  const separator = decimal === 'comma' ? ';' : ',';
  return `${cells.map((cell) => cellText(cell, decimal)).join(separator)}\r\n`;
}

/** What a file begins with, so that Excel takes it for UTF-8. */
export const byteOrderMark = '\uFEFF';

function cellText(cell: Cell, decimal: DecimalSeparator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    const text = String(cell);
    return decimal === 'comma' ? text.replace('.', ',') : text;
  }
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(cell.trimStart()) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
