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
import { uninspectedPart, type SessionOfPart } from './judge-part.ts';

/** A part with its outcome. */
export type Looked =
  | {
      readonly part: JudgedPart;
      readonly map: AnomalyMap;
      readonly judgedAt: number;
      /** Where the part lay, where the model brings parts into place: what windows are told, and the log finds out again. */
      readonly pose?: Pose | undefined;
    }
  | { readonly part: UninspectedPart; readonly map: null };

/** A part with the log's entry that shows it; null for a good one that is not kept, and for one that is not in the database. */
type Logged = Looked & { readonly entryId: number | null };

export interface ConclusionParts {
  readonly session: SessionOfPart;
  readonly source: Source;
  /** What makes frames parts; `free` when left out. */
  readonly trigger?: TriggerKind;
  /** Logs a part. @returns the entry that shows it, null for a good one that is not kept */
  readonly record: (inspected: Inspected) => Promise<number | null>;
  /** Called once for each part, in their order. @param map null where the part was not inspected */
  readonly onOutcome: (outcome: LiveOutcome, map: Float32Array | null, picture: Uint8Array | null) => void;
  /** Something beside the parts fails; their outcomes stand. */
  readonly onProblem: (error: unknown) => void;
}

/** @returns the picture for the windows; null: it cannot be shown, which changes nothing in the outcome */
async function jpegOf(pixels: Pixels): Promise<Uint8Array | null> {
  try {
    return await encodeJpeg(frameOf(pixels), 85);
  } catch {
    return null;
  }
}

/**
 * Logs parts with their outcomes and tells of them, whatever fails on the way.
 *
 * @param counts counts up with each part
 * @returns a function that never rejects; it resolves with whether the verdict is logged
 */
export function partConcluder(parts: ConclusionParts, counts: Counts) {
  const { session, source, trigger } = parts;

  function tell({ entryId, ...looked }: Logged, shown: Pixels | null, picture: Uint8Array | null): void {
    const told = {
      entryId,
      counts: { ...counts },
      picture: shown && picture && { width: shown.width, height: shown.height, bytes: picture.length },
    };
    if (looked.map === null) {
      parts.onOutcome({ ...looked.part, ...told, kind: 'uninspected' }, null, picture);
      return;
    }
    const { part, map, judgedAt, pose } = looked;
    const { width, height } = map;
    // The window is told what the log took, too.
    const post = part.timings.post + performance.now() - judgedAt;
    const timings = { ...part.timings, post };
    const result = { ...part, ...told, kind: 'result', timings, map: { width, height } } as const;
    parts.onOutcome(pose ? { ...result, pose } : result, map.map, picture);
  }

  /** Logs a part. A verdict that the log cannot keep is none: the part is known as not inspected then. */
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

  /** A problem that cannot be told stops no part. */
  function tellProblem(error: unknown): void {
    try {
      parts.onProblem(error);
    } catch {
      // There is no one else to tell it to.
    }
  }

  return async (incoming: IncomingPart, looked: Looked): Promise<boolean> => {
    const shown = incoming.pixels !== null && incoming.showPicture ? incoming.pixels : null;
    const [logged, picture] = await Promise.all([log(incoming, looked), shown && jpegOf(shown)]);
    // A view counts with the part that the group of lanes looks at.
    if (!isView(logged.part)) counts[logged.part.verdict] += 1;
    try {
      tell(logged, shown, picture);
    } catch (error) {
      tellProblem(error);
    }
    return logged.map !== null;
  };
}
