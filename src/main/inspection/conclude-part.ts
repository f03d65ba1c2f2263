import type { Counts } from '../../shared/contract/inspection.ts';
import type { LiveOutcome } from '../../shared/contract/live.ts';
import type { JudgedPart, UninspectedPart } from '../../shared/contract/part-result.ts';
import type { Pose } from '../../shared/domain/pose.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import type { Source } from '../../shared/domain/source-kinds.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import { encodeJpeg } from '../images/encode-image.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import { frameOf } from '../inference/pixels.ts';
import type { Pixels } from '../inference/protocol.ts';
import type { Inspected } from '../log/recorder.ts';
import type { IncomingPart } from './incoming-frame.ts';
import type { LiveWindows } from './live-windows.ts';
import { uninspectedPart, type SessionOfPart } from './judge-part.ts';

/** A part with its outcome. */
export type Looked =
  | {
      readonly part: JudgedPart;
      readonly map: AnomalyMap;
      readonly judgedAt: number;
      /**
       * Where the part lay, if the model aligns parts. Windows get it; the log does not store it but computes
       * it again.
       */
      readonly pose?: Pose | undefined;
    }
  | { readonly part: UninspectedPart; readonly map: null };

/**
 * A part with the log entry that shows it; null: the part is good and not kept, or is not in the database.
 */
type Logged = Looked & { readonly entryId: number | null };

export interface ConclusionParts {
  readonly session: SessionOfPart;
  readonly source: Source;
  /** The trigger that makes frames parts; default `free`. */
  readonly trigger?: TriggerKind;
  /** Logs a part. @returns the entry that shows it; null: the part is good and not kept */
  readonly record: (inspected: Inspected) => Promise<number | null>;
  /**
   * Called once for each part, in order, as soon as it is logged, because the line waits for it. Without
   * picture.
   */
  readonly onOutcome: (outcome: LiveOutcome) => void;
  /** Windows get the outcome with the picture; no picture is made while nobody watches. */
  readonly windows: Pick<LiveWindows, 'isWatched' | 'tellOutcome'>;
  /** Called when something other than inspecting fails; the outcomes stay valid. */
  readonly onProblem: (error: unknown) => void;
}

/** A picture for windows. */
interface Picture {
  readonly width: number;
  readonly height: number;
  /** JPEG. */
  readonly bytes: Uint8Array;
}

/** @returns the picture for the windows; null: it cannot be shown, which does not affect the outcome */
async function pictureOf(pixels: Pixels): Promise<Picture | null> {
  try {
    return { width: pixels.width, height: pixels.height, bytes: await encodeJpeg(frameOf(pixels), 85) };
  } catch {
    return null;
  }
}

/**
 * Returns a function that logs parts with their outcomes and reports them.
 *
 * @param counts counts up with each part
 * @returns the function never rejects; it resolves with whether the verdict is logged
 */
export function partConcluder(parts: ConclusionParts, counts: Counts) {
  const { session, source, trigger } = parts;

  function outcomeOf({ entryId, ...looked }: Logged): LiveOutcome {
    const told = { entryId, counts: { ...counts }, picture: null };
    if (looked.map === null) return { ...looked.part, ...told, kind: 'uninspected' };
    const { part, map, judgedAt, pose } = looked;
    const { width, height } = map;
    // Adds the time of logging to the reported times.
    const post = part.timings.post + performance.now() - judgedAt;
    const timings = { ...part.timings, post };
    const result = { ...part, ...told, kind: 'result', timings, map: { width, height } } as const;
    return pose ? { ...result, pose } : result;
  }

  function show(outcome: LiveOutcome, map: Float32Array | null, picture: Picture | null): void {
    if (picture === null) {
      parts.windows.tellOutcome(outcome, map, null);
      return;
    }
    const { width, height, bytes } = picture;
    parts.windows.tellOutcome({ ...outcome, picture: { width, height, bytes: bytes.length } }, map, bytes);
  }

  /** Logs a part. If the log cannot store the verdict, the part becomes one that was not inspected. */
  async function log(incoming: IncomingPart, looked: Looked): Promise<Logged> {
    const { pixels } = incoming;
    const picture = pixels && (() => frameOf(pixels));
    const record = ({ part, map }: Looked): Promise<number | null> =>
      parts.record({ part, source, trigger, picture, map });
    try {
      return { ...looked, entryId: await record(looked) };
    } catch (error) {
      if (looked.map === null) return { ...looked, entryId: null };
      const place = { ...session, partNumber: looked.part.partNumber };
      const unlogged = { part: uninspectedPart(place, incoming, 'not-logged', error), map: null };
      return { ...unlogged, entryId: await record(unlogged).catch(() => null) };
    }
  }

  /** Runs a notification; its failure must not stop the part. */
  function attempt(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      try {
        parts.onProblem(error);
      } catch {
        // Nobody is left to report this to.
      }
    }
  }

  return async (incoming: IncomingPart, looked: Looked): Promise<boolean> => {
    const isShown = incoming.pixels !== null && incoming.showPicture && parts.windows.isWatched();
    const picture = isShown ? pictureOf(incoming.pixels) : null;
    const logged = await log(incoming, looked);
    // A view is counted later, with the part of its group.
    if (!isView(logged.part)) counts[logged.part.verdict] += 1;
    const outcome = outcomeOf(logged);
    attempt(() => parts.onOutcome(outcome));
    const made = await picture;
    attempt(() => show(outcome, logged.map?.map ?? null, made));
    return logged.map !== null;
  };
}
