import { namePart } from '../files/name-part.ts';
import { localTime } from './log-export.ts';

/** Media types of the log's exports. */
export const logType = 'text/csv; charset=utf-8';
export const reportType = 'application/pdf';

/**
 * Names an exported file: `loupe-log-Line-3-2026-11-25.csv`. In the station's name, letters and digits of any script stay; other
 * characters become dashes, because some system, browser or header could give them a meaning.
 *
 * @param station the station's name; left out of the file's name if empty
 * @param timeZone the zone of the date
 */
export function exportName(kind: string, station: string, timeZone: string, ending: string): string {
  const day = localTime(Date.now(), timeZone).slice(0, 10);
  return `${[kind, namePart(station), day].filter((part) => part !== '').join('-')}.${ending}`;
}
