import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';

/** A cell: text is guarded against formulas, numbers are not. */
export type Cell = string | number | null;

/**
 * A line of CSV by RFC 4180: separated by commas, ended by CRLF; text is quoted unless it is letters, digits and a few signs that
 * stand for nothing. With a decimal comma the separator is the semicolon, as spreadsheets of such countries expect it.
 *
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, “CSV injection”): names, causes
 * and notes are whatever people and cameras wrote. A spreadsheet of another country separates at a character that is none here
 * and cuts quoted text there, so that what stands behind one is guarded as well.
 */
export function csvLine(cells: readonly Cell[], decimal: DecimalSeparator = 'point'): string {
  const separator = decimal === 'comma' ? ';' : ',';
  return `${cells.map((cell) => cellText(cell, decimal)).join(separator)}\r\n`;
}

/** What a file begins with, so that Excel takes it for UTF-8. */
export const byteOrderMark = '\uFEFF';

/** Text that no spreadsheet cuts or computes, whatever it separates by: it needs no quotes. */
const bare = /^(?:[\p{L}\p{N}][\p{L}\p{N} _.:/+-]*)?$/u;

function cellText(cell: Cell, decimal: DecimalSeparator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    const text = String(cell);
    return decimal === 'comma' ? text.replace('.', ',') : text;
  }
  // Looking back from the sign takes a time in proportion to the text, however many spaces and line breaks it has.
  const behindSeparator =
    decimal === 'comma' ? /[=+\-@＝＋－＠](?<=[,\t\r\n]\s*.)/g : /[=+\-@＝＋－＠](?<=[;\t\r\n]\s*.)/g;
  const guarded = cell.replaceAll(behindSeparator, "'$&");
  const text = /^\s*[=+\-@＝＋－＠]/.test(cell) || /^[\t\r\n]/.test(cell) ? `'${guarded}` : guarded;
  return bare.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
