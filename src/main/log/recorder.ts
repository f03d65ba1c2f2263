import type { PartResult } from '../../shared/contract/part-result.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { countedAs, type Source } from '../../shared/domain/source-kinds.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { createTurns } from '../host/in-turn.ts';
import type { StationChanges } from '../station/changes.ts';
import { placeInLog, shownBy, type Appearance } from './appearance.ts';
import { noFiles, type LogFiles, type WrittenFiles } from './files.ts';
import type { EntryRef } from './log-write.ts';
import type { KeepsGood } from './good-keeper.ts';
import type { LogWriter } from './log-writer.ts';

/** An inspected part with the picture and map that the log may keep. */
export interface Inspected {
  readonly part: PartResult;
  readonly source: Source;
  /** The trigger of the part; `free` when left out. */
  readonly trigger?: TriggerKind | undefined;
  /** Returns the pixels, called only if the picture is kept; null without a picture. */
  readonly picture: (() => Frame) | null;
  /** The map; null for a part that was not inspected. */
  readonly map: AnomalyMap | null;
}

export interface InspectionRecorder {
  /**
   * Logs a part, in the order of the calls. An entry's picture and map are written before the row that names them, and all three are flushed
   * to the disk at the same time; the call resolves when they are on disk (decision 0142). If its picture cannot be written, a part that was
   * not inspected is logged without it, and a good part is logged without being kept.
   *
   * @returns the id of the part's entry; null for a good part that is not kept, and while another program holds the database
   * @throws StationError DISK_FULL, NO_PERMISSION; CORRUPT_MODEL if the score is not a finite number
   */
  record(inspected: Inspected): Promise<number | null>;
}

export interface RecorderParts {
  readonly writer: Pick<LogWriter, 'write'>;
  readonly files: LogFiles;
  readonly changes: StationChanges;
  /** Tells whether a good part is kept with its picture; no good part is kept when left out. */
  readonly keepsGood?: KeepsGood;
  /** Path of the database, for messages. */
  readonly databaseFile?: string;
  /**
   * Called, in order, for each part that the log could not keep. Not called for a verdict that could not be logged: such a part is
   * recorded as not inspected.
   */
  readonly notLogged?: (part: PartResult) => void;
  /** Called when the disk failed to keep a picture or map that an entry already names; the entry stays, its file may be damaged. */
  readonly notFlushed?: (error: unknown) => void;
}

/** More than the sessions that a station can run at once; when there are more, the oldest has ended. */
const mostInView = 64;

export function createInspectionRecorder(parts: RecorderParts): InspectionRecorder {
  const { writer, files, changes } = parts;
  const { keepsGood = () => false, notLogged = () => undefined, notFlushed = () => undefined } = parts;
  /** The part in view of each session, with the entry of its picture. An ended session leaves its last one here. */
  const inView = new Map<string, { readonly appearance: Appearance; readonly entry: EntryRef }>();
  const inTurn = createTurns();

  async function store(inspected: Inspected): Promise<number | null> {
    const { part, source, trigger } = inspected;
    const { sessionId, capturedAt } = part;
    checkScore(part);
    const shown = shownBy(part);
    const eachFrameIsAPart = countedAs(source.kind, trigger) === 'parts';
    if (shown === null) {
      inView.delete(sessionId);
      return storeGood(inspected, eachFrameIsAPart);
    }
    const before = inView.get(sessionId);
    if (before && placeInLog(before.appearance, shown, capturedAt, eachFrameIsAPart) === 'same-entry') {
      return writer.write({ part, files: noFiles, entry: before.entry, isNew: false });
    }
    const entry: EntryRef = { id: null };
    const entryId = await insert(part, await write(inspected), entry);
    inView.delete(sessionId);
    inView.set(sessionId, { appearance: { shown, picturedAt: capturedAt }, entry });
    const [oldest] = inView.keys();
    if (inView.size > mostInView && oldest !== undefined) inView.delete(oldest);
    return entryId;
  }

  async function storeGood({ part, picture, map }: Inspected, isPart: boolean): Promise<number | null> {
    const isKept = part.verdict === 'good' && picture !== null && map !== null && keepsGood(part, isPart);
    // A good part stays good if its picture cannot be written. A full disk is reported by the parts that are not good.
    const written = isKept ? await files.write(picture(), map, part.capturedAt).catch(() => null) : null;
    if (written === null) return writer.write({ part, files: noFiles, entry: null, isNew: false });
    return insert(part, written, { id: null });
  }

  async function write({ part, picture, map }: Inspected): Promise<WrittenFiles> {
    const none = { files: noFiles, flushed: Promise.resolve() };
    if (picture === null) return none;
    if (map !== null) return files.write(picture(), map, part.capturedAt);
    // The row with its reason matters more than the picture, so the part is logged without it.
    return files.writePicture(picture(), part.capturedAt).catch(() => none);
  }

  /** Begins an entry with its files. The row and the files are flushed at the same time. */
  async function insert(
    part: PartResult,
    { files: written, flushed }: WrittenFiles,
    entry: EntryRef,
  ): Promise<number | null> {
    const logged = writer.write({ part, files: written, entry, isNew: true });
    const entryId = await logged.catch(async (error: unknown) => {
      await files.remove(written);
      throw error;
    });
    await flushed.catch(notFlushed);
    return entryId;
  }

  return {
    record: (inspected) =>
      inTurn(async () => {
        const entryId = await store(inspected).catch((error: unknown) => {
          if (inspected.part.verdict === notInspected) notLogged(inspected.part);
          throw databaseFailure(error, parts.databaseFile ?? 'station.db');
        });
        if (entryId !== null) changes.publish({ kind: 'log', productId: inspected.part.productId });
        return entryId;
      }),
  };
}

function checkScore(part: PartResult): void {
  if (part.verdict === notInspected || Number.isFinite(part.score)) return;
  throw new StationError(
    'CORRUPT_MODEL',
    'The model gave no number for a frame. Activate another model or train again.',
    `Score ${part.score}, frame ${part.frameNumber}`,
  );
}
