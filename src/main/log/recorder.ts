import type { PartResult } from '../../shared/contract/part-result.ts';
import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import type { StationChanges } from '../station/changes.ts';
import { placeInLog } from './appearance.ts';
import type { Appearance } from './appearance.ts';
import type { LogFiles } from './files.ts';
import type { LogRepository } from './repository.ts';

/** A judged part with what the log keeps of it where it is not good. */
export interface Inspected {
  readonly part: PartResult;
  readonly source: Source;
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
  /** Told of a part that could not be logged, in its place among the others. */
  readonly notLogged?: (part: PartResult) => void;
}

export function createInspectionRecorder(parts: RecorderParts): InspectionRecorder {
  const { repository, files, changes, notLogged = () => undefined } = parts;
  let inView: { readonly sessionId: string; readonly appearance: Appearance } | null = null;
  let previous: Promise<unknown> = Promise.resolve();

  async function store({ part, source, picture, map }: Inspected): Promise<number | null> {
    const { sessionId, verdict, capturedAt } = part;
    if (!Number.isFinite(part.score)) {
      throw new StationError(
        'CORRUPT_MODEL',
        'The model gave no number for a frame. Activate another model or train again.',
        `Score ${part.score}, frame ${part.frameNumber}`,
      );
    }
    if (verdict === 'good') {
      inView = null;
      repository.addGood(part);
      return null;
    }
    const appearance = inView?.sessionId === sessionId ? inView.appearance : null;
    const eachFrameIsAPart = sourceKinds[source.kind].part !== 'appearance';
    if (appearance && placeInLog(appearance, verdict, capturedAt, eachFrameIsAPart) === 'same-entry') {
      repository.addToEntry(part, appearance.entryId);
      return appearance.entryId;
    }
    const written = await files.write(picture(), map, capturedAt);
    const entryId = await insert(part, written);
    inView = { sessionId, appearance: { entryId, verdict, picturedAt: capturedAt } };
    return entryId;
  }

  async function insert(part: PartResult, written: Awaited<ReturnType<LogFiles['write']>>): Promise<number> {
    try {
      return repository.addEntry(part, written);
    } catch (error) {
      await files.remove(written);
      throw error;
    }
  }

  return {
    record(inspected) {
      const recorded = previous.then(async () => {
        const entryId = await store(inspected).catch((error: unknown) => {
          notLogged(inspected.part);
          throw error;
        });
        if (entryId !== null) changes.publish({ kind: 'log', productId: inspected.part.productId });
        return entryId;
      });
      previous = recorded.catch(() => undefined);
      return recorded;
    },
  };
}
