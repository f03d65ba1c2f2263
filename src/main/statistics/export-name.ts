import { namePart } from '../files/name-part.ts';
import { localTime } from './log-export.ts';

/** Media types of what is exported of the log. */
export const logType = 'text/csv; charset=utf-8';
export const reportType = 'application/pdf';

/**
 * What an exported file is called: `loupe-log-Line-3-2026-11-25.csv`. Of the station's name letters and digits of any
 * script are taken, the rest are dashes: no system, browser or header gives them another meaning.
 *
 * @param station empty: not in the name
 * @param timeZone whose day it is
 */
export function exportName(kind: string, station: string, timeZone: string, ending: string): string {
  const day = localTime(Date.now(), timeZone).slice(0, 10);
  return `${[kind, namePart(station), day].filter((part) => part !== '').join('-')}.${ending}`;
}
