import type { DecimalSeparator } from '../../shared/domain/station-settings.ts';

/** A cell of CSV. Text is guarded against formulas, numbers need no guard. */
export type Cell = string | number | null;

/**
 * Writes a line of CSV (RFC 4180): separated by commas, ended by CRLF. Text is quoted unless it has only letters, digits and a few
 * harmless characters. With a decimal comma the separator is the semicolon, as spreadsheets in countries with decimal commas expect.
 *
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, “CSV injection”), because names, causes
 * and notes come from people and cameras. A spreadsheet of another country may use another separator and cut quoted text there, so
 * text behind such a separator is guarded as well.
 */
export function csvLine(cells: readonly Cell[], decimal: DecimalSeparator = 'point'): string {
  const separator = decimal === 'comma' ? ';' : ',';
  return `${cells.map((cell) => cellText(cell, decimal)).join(separator)}\r\n`;
}

/** The beginning of a CSV file, by which Excel recognises UTF-8. */
export const byteOrderMark = '\uFEFF';

/** Text that needs no quotes: no spreadsheet cuts it or computes it, whatever its separator. */
const bare = /^(?:[\p{L}\p{N}][\p{L}\p{N} _.:/+-]*)?$/u;

function cellText(cell: Cell, decimal: DecimalSeparator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    const text = String(cell);
    return decimal === 'comma' ? text.replace('.', ',') : text;
  }
  // The lookbehind starts at the sign, so the time is linear in the text, however many spaces and line breaks it has.
  const behindSeparator =
    decimal === 'comma' ? /[=+\-@＝＋－＠](?<=[,\t\r\n]\s*.)/g : /[=+\-@＝＋－＠](?<=[;\t\r\n]\s*.)/g;
  const guarded = cell.replaceAll(behindSeparator, "'$&");
  const text = /^\s*[=+\-@＝＋－＠]/.test(cell) || /^[\t\r\n]/.test(cell) ? `'${guarded}` : guarded;
  return bare.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
