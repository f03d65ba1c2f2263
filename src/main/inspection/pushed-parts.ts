import type { Lane } from '../../shared/domain/lanes.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { decodePart } from '../images/decode-image.ts';
import type { AskedPart } from '../line/line-commands.ts';
import { stationTime } from '../station/clock.ts';
import type { OutcomesToCome } from './asked-parts.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LanesNow } from './lanes-now.ts';
import type { OpenSession } from './open-session.ts';

/** Most pictures of one lane under way at once. */
const mostUnderWay = 8;

export interface PushedPartsParts {
  readonly lanes: Pick<LanesNow, 'get'>;
  readonly line: Pick<LineSessions, 'forLane'>;
  readonly outcomes: Pick<OutcomesToCome, 'expect'>;
  /** Returns the number of the part that a lane sees now. */
  readonly numberFor: (lane: Lane) => number;
}

/** A part whose picture a program sends. */
export interface PushedPart {
  readonly lane: number;
  /** Content of a picture file: PNG, JPEG, TIFF, BMP, … */
  readonly picture: Uint8Array;
  /** The part's name; null: none. */
  readonly serial: string | null;
}

/** Takes pictures from programs into lanes that inspect such pictures. */
export function createPushedParts({ lanes, line, outcomes, numberFor }: PushedPartsParts) {
  const underWay = new Map<number, number>();
  const add = (lane: number, more: number): void => void underWay.set(lane, (underWay.get(lane) ?? 0) + more);

  /** @throws StationError NOT_FOUND, CONFLICT */
  function taking(lane: number): OpenSession {
    const { name } = lanes.get(lane);
    const entry = line.forLane(lane).running;
    const refuse = (why: string): never => {
      throw new StationError('CONFLICT', `“${name}” ${why}`);
    };
    if (!entry) return refuse('inspects nothing. Start its inspection first.');
    if (!sourceKinds[entry.session.source.kind].isPushed) {
      return refuse('takes no pictures of programs. Choose these as its source, then start its inspection.');
    }
    if (entry.runner.paused) return refuse('pauses. Let it go on, then send pictures.');
    return entry;
  }

  async function give(
    { lane, picture, serial }: PushedPart,
    begun: number,
    sampleBits: number | undefined,
  ): Promise<AskedPart> {
    const frame = await decodePart(picture, serial ?? 'The picture', sampleBits);
    const entry = taking(lane);
    const partNumber = numberFor(entry.lane);
    const taken = entry.give?.({
      frame,
      name: serial,
      capturedAt: stationTime(),
      droppedBefore: 0,
      captureMs: performance.now() - begun,
      asked: { partNumber, serial },
    });
    if (taken === undefined || taken === false) {
      throw new StationError(
        'CONFLICT',
        'The inspection of this lane is just ending. Send the picture again.',
      );
    }
    // The outcome comes later, after the model's run, so nothing is missed here.
    return { partNumber, outcome: outcomes.expect([lane], partNumber) };
  }

  /**
   * Inspects a picture as the next part of a lane.
   *
   * @throws StationError NOT_FOUND, UNREADABLE_IMAGE; CONFLICT if the lane does not inspect programs'
   *   pictures, or has too many under way
   */
  return async ({ lane, picture, serial }: PushedPart): Promise<AskedPart> => {
    const begun = performance.now();
    const { sampleBits } = taking(lane);
    if ((underWay.get(lane) ?? 0) >= mostUnderWay) {
      throw new StationError('CONFLICT', `${mostUnderWay} pictures of this lane are under way already.`);
    }
    add(lane, 1);
    try {
      const asked = await give({ lane, picture, serial }, begun, sampleBits);
      void asked.outcome.finally(() => add(lane, -1));
      return asked;
    } catch (error) {
      add(lane, -1);
      throw error;
    }
  };
}
