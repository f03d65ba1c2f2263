import type { JudgedEntry, LogEntryDetail, LogEntryList, LogFilter } from '../../shared/contract/log.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ThresholdsHistory } from '../products/thresholds.ts';
import type { EntryRecord, JudgedRecord } from './entry-rows.ts';
import { isLossless, type LoggedFile, type LogFiles } from './files.ts';
import type { LogQueries, LogQuery } from './query-repository.ts';
import type { LogRepository } from './repository.ts';

export interface LogReaderParts {
  readonly repository: Pick<LogRepository, 'find' | 'decisions'>;
  readonly queries: Pick<LogQueries, 'list' | 'count'>;
  readonly files: Pick<LogFiles, 'picture' | 'map'>;
  readonly thresholds: Pick<ThresholdsHistory, 'get'>;
}

export type EntryRecords = ReturnType<typeof createEntryRecords>;
export type LogReader = ReturnType<typeof createLogReader>;

/** Reads entries as the log keeps them, and explains why an entry lacks what is asked for. */
export function createEntryRecords({ repository, thresholds }: Omit<LogReaderParts, 'queries' | 'files'>) {
  /** @throws StationError NOT_FOUND */
  function recordOf(id: number): EntryRecord {
    const found = repository.find(id);
    if (found === null) {
      throw new StationError('NOT_FOUND', `The log has no entry ${id}. Reload the list.`);
    }
    return found;
  }

  /** @throws StationError CONFLICT if a retention rule has removed picture and map */
  function ensurePictured({ entry: { id, picturesGone } }: EntryRecord): void {
    if (picturesGone === null) return;
    throw new StationError(
      'CONFLICT',
      `Picture and map of entry ${id} went on ${new Date(picturesGone.at).toISOString().slice(0, 10)}, by rule ${picturesGone.rule} of retention.`,
    );
  }

  return {
    recordOf,
    ensurePictured,

    /** Reads the record of an entry with a verdict. @throws StationError NOT_FOUND; CONFLICT for a part that was not inspected */
    judgedRecordOf(id: number): JudgedRecord {
      const found = recordOf(id);
      if (found.thresholdsId !== null) return found;
      throw new StationError(
        'CONFLICT',
        `Entry ${id} was not inspected: it has neither a verdict nor a map.`,
      );
    },

    /** Reads the limits that judged an entry. */
    limitsOf({ entry, thresholdsId }: JudgedRecord): ThresholdsRecord {
      const limits = thresholds.get(thresholdsId);
      if (limits !== null) return limits;
      throw new Error(`Entry ${entry.id} names limits that do not exist: ${thresholdsId}`);
    },

    /** @throws StationError NOT_FOUND; CONFLICT if there is no picture, or it was removed */
    pictureOf(id: number): LoggedFile {
      const found = recordOf(id);
      const { picture } = found.files;
      ensurePictured(found);
      if (picture !== null) return picture;
      throw new StationError(
        'CONFLICT',
        `Entry ${id} was not inspected, and no picture of it could be kept.`,
      );
    },
  };
}

/** Reads the log. A read-only connection is enough. */
export function createLogReader(
  { repository, queries, files }: Omit<LogReaderParts, 'thresholds'>,
  { recordOf, judgedRecordOf, limitsOf, pictureOf, ensurePictured }: EntryRecords,
) {
  const shownFile = (file: LoggedFile) => ({ ...file, lossless: isLossless(file) });
  const shown = (file: LoggedFile | null) => (file === null ? null : shownFile(file));

  function judgedOf(found: JudgedRecord): JudgedEntry {
    const { entry, files: logged } = found;
    return {
      ...entry,
      picture: shownFile(logged.picture),
      map: { ...logged.map, lossless: isLossless(logged.picture) },
      thresholds: limitsOf(found),
      decisions: repository.decisions(entry.id),
    };
  }

  return {
    /** @throws StationError NOT_FOUND */
    get(id: number): LogEntryDetail {
      const found = recordOf(id);
      return found.thresholdsId === null
        ? { ...found.entry, picture: shown(found.files.picture), decisions: repository.decisions(id) }
        : judgedOf(found);
    },

    /** Reads an entry with a verdict. @throws StationError NOT_FOUND; CONFLICT for a part that was not inspected */
    getJudged: (id: number): JudgedEntry => judgedOf(judgedRecordOf(id)),

    /** Lists the ids of the entries that match now, in order, page by page. */
    list: (query: LogQuery): LogEntryList => queries.list(query),

    /** Counts the entries that match now. */
    count: (filter: LogFilter): number => queries.count(filter),

    /** Reads the picture: PNG, or JPEG if it was kept compact. @throws StationError NOT_FOUND, CORRUPT_FILE; CONFLICT if there is none */
    async picture(id: number): Promise<{ bytes: Uint8Array; sha256: string; type: string }> {
      const picture = pictureOf(id);
      const type = isLossless(picture) ? 'image/png' : 'image/jpeg';
      return { bytes: await files.picture(picture), sha256: picture.sha256, type };
    },

    /**
     * Reads the anomaly map, float32 little-endian `[height, width]`.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE; CONFLICT when the part was not inspected
     */
    async map(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const found = judgedRecordOf(id);
      ensurePictured(found);
      const { map } = found.files;
      const { map: values } = await files.map(map);
      return { bytes: new Uint8Array(values.buffer), sha256: map.sha256 };
    },
  };
}
