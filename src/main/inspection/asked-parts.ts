import type { PartResult } from '../../shared/contract/part-result.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { stationTime } from '../station/clock.ts';
import type { FrameListener, FrameSource, PartAsked } from '../cameras/frame-source.ts';

/** A source whose frames are the parts that somebody asks for. */
export interface AskedSource extends FrameSource {
  /** Has the next frame taken as this part. The listener gets each asked part once, with its frame or without. */
  ask(part: PartAsked): void;
}

/** Of what a source gives, only the frames that were asked for: the next one after each request, in the order of the requests. */
export function askedFrames(source: FrameSource): AskedSource {
  const asked: PartAsked[] = [];
  return {
    ask: (part) => void asked.push(part),
    async start(listener) {
      const stop = await source.start({
        onFrame: (frame) => {
          const part = asked.shift();
          return part === undefined ? false : listener.onFrame({ ...frame, droppedBefore: 0, asked: part });
        },
        onUnreadable: (frame) => {
          const part = asked.shift();
          return part === undefined ? false : listener.onUnreadable({ ...frame, asked: part });
        },
        onProblem: listener.onProblem,
        get sampleBits() {
          return listener.sampleBits;
        },
      });
      return async () => {
        await stop();
        for (const part of asked.splice(0)) void giveUp(listener, part);
      };
    },
  };
}

/** The part that was asked for has no frame. */
function giveUp(listener: FrameListener, asked: PartAsked): Promise<boolean> | boolean {
  return listener.onUnreadable({
    ...{ name: null, capturedAt: stationTime(), reason: 'late', asked },
    problem: new StationError('CANCELLED', 'The inspection ended before a frame came.'),
  });
}

/** Requests that wait for their outcome. */
export interface OutcomesToCome {
  /** Resolves with what becomes of the part in a lane. */
  of(lane: number, partNumber: number): Promise<PartResult>;
  /** A part has its outcome. */
  settle(part: PartResult): void;
  /** Whether a part that was asked for in the lane has none yet. */
  isWaiting(lane: number): boolean;
}

export function createOutcomesToCome(): OutcomesToCome {
  const waiting = new Map<string, (part: PartResult) => void>();
  const keyOf = (lane: number, partNumber: number | null): string => `${lane}/${partNumber}`;
  return {
    of(lane, partNumber) {
      const { promise, resolve } = Promise.withResolvers<PartResult>();
      waiting.set(keyOf(lane, partNumber), resolve);
      return promise;
    },
    settle(part) {
      const key = keyOf(part.lane, part.partNumber);
      waiting.get(key)?.(part);
      waiting.delete(key);
    },
    isWaiting: (lane) => [...waiting.keys()].some((key) => key.startsWith(`${lane}/`)),
  };
}
