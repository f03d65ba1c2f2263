import { setTimeout as sleep } from 'node:timers/promises';
import {
  mostFramesUnderWay,
  packLive,
  toWindowSchema,
  unpackLive,
  type ToWindow,
} from '../../src/shared/contract/live.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import type { LiveService } from '../../src/main/host/live.ts';

export interface FedCamera {
  readonly heard: readonly ToWindow[];
  /** Resolves once that many further pictures were sent and handled. */
  more(pictures: number): Promise<void>;
  /** Sends nothing for a while. */
  pause(milliseconds: number): void;
  /** Stops sending; resolves when no picture is under way. */
  stop(): Promise<void>;
}

/**
 * Feeds a session with pictures as a window's camera does: at most two are under way, and the next one follows as soon as
 * the station has handled one.
 *
 * @param picture returns the picture of a number, 0, 1, 2, …
 * @param pauseMs shortest time between two pictures
 */
export function feedCamera(
  live: LiveService,
  sessionId: string,
  picture: (number: number) => Frame,
  pauseMs = 5,
): FedCamera {
  const underWay = new Set<number>();
  const heard: ToWindow[] = [];
  const connection = live.connect((block) => {
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind !== 'passed-over') heard.push(message);
    if ('frameNumber' in message && underWay.delete(message.frameNumber)) dealtWith += 1;
    return true;
  });
  const ending = new AbortController();
  const isOver = (): boolean => ending.signal.aborted;
  let dealtWith = 0;
  let silentUntil = 0;
  const feeding = (async () => {
    for (let number = 0; !isOver(); number++) {
      while (underWay.size >= mostFramesUnderWay && !isOver()) await sleep(1);
      while (performance.now() < silentUntil && !isOver()) await sleep(1);
      const { width, height, data } = picture(number);
      underWay.add(number);
      const header = { kind: 'frame', sessionId, number, captureMs: 0, droppedBefore: 0 } as const;
      connection.receive(packLive({ ...header, width, height, channels: 3 }, data));
      await sleep(pauseMs);
    }
    connection.close();
  })();
  return {
    heard,
    async more(pictures) {
      // Pictures already under way do not count.
      const until = dealtWith + mostFramesUnderWay + pictures;
      while (dealtWith < until && !isOver()) await sleep(1);
    },
    pause: (milliseconds) => void (silentUntil = performance.now() + milliseconds),
    stop() {
      ending.abort();
      return feeding;
    },
  };
}
