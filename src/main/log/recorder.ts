import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import type { StationChanges } from '../station/changes.ts';
import { placeInLog } from './appearance.ts';
import type { Appearance } from './appearance.ts';
import type { LogFiles } from './files.ts';
import type { LogRepository, InspectionRow } from './repository.ts';

/** One inspected frame with its result. */
export interface Inspected extends Omit<InspectionRow, 'sessionId'> {
  readonly session: { readonly id: string; readonly productId: string; readonly source: Source };
  /** The inspected pixels; asked for only when the picture is kept. */
  readonly picture: () => Frame;
  readonly map: AnomalyMap;
}

export interface InspectionRecorder {
  /**
   * Logs an inspection, in the order of the calls. For a frame that is not good, picture and map are on disk
   * before the row that names them.
   *
   * @returns the entry that shows the frame; null for a good one
   * @throws StationError DISK_FULL, NO_PERMISSION; CORRUPT_MODEL when the score is no finite number
   */
  record(inspected: Inspected): Promise<number | null>;
}

export interface RecorderParts {
  readonly repository: LogRepository;
  readonly files: LogFiles;
  readonly changes: StationChanges;
}

export function createInspectionRecorder({ repository, files, changes }: RecorderParts): InspectionRecorder {
  let inView: { readonly sessionId: string; readonly appearance: Appearance } | null = null;
  let previous: Promise<unknown> = Promise.resolve();

  async function store(inspected: Inspected): Promise<number | null> {
    const { session, picture, map, ...rest } = inspected;
    const row: InspectionRow = { ...rest, sessionId: session.id };
    if (!Number.isFinite(row.score)) {
      throw new StationError(
        'CORRUPT_MODEL',
        'The model gave no number for a frame. Activate another model or train again.',
        `Score ${row.score}, frame ${row.frameNumber}`,
      );
    }
    const { verdict, capturedAt } = row;
    if (verdict === 'good') {
      inView = null;
      repository.addGood(row);
      return null;
    }
    const appearance = inView?.sessionId === session.id ? inView.appearance : null;
    const eachFrameIsAPart = sourceKinds[session.source.kind].part !== 'appearance';
    if (appearance && placeInLog(appearance, verdict, capturedAt, eachFrameIsAPart) === 'same-entry') {
      repository.addToEntry(row, appearance.entryId);
      return appearance.entryId;
    }
    const written = await files.write(picture(), map, capturedAt);
    const entryId = await insert(row, written);
    inView = { sessionId: session.id, appearance: { entryId, verdict, picturedAt: capturedAt } };
    return entryId;
  }

  async function insert(
    row: InspectionRow,
    written: Awaited<ReturnType<LogFiles['write']>>,
  ): Promise<number> {
    try {
      return repository.addEntry(row, written);
    } catch (error) {
      await files.remove(written);
      throw error;
    }
  }

  return {
    record(inspected) {
      const recorded = previous.then(async () => {
        const entryId = await store(inspected);
        if (entryId !== null) changes.publish({ kind: 'log', productId: inspected.session.productId });
        return entryId;
      });
      previous = recorded.catch(() => undefined);
      return recorded;
    },
  };
}
