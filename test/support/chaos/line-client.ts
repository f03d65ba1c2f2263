import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  mostFramesUnderWay,
  packLive,
  toWindowSchema,
  unpackLive,
  type LiveOutcome,
} from '../../../src/shared/contract/live.ts';
import type { Frame } from '../../../src/shared/domain/frame.ts';
import type { RunningStation } from '../../e2e/support/running-station.ts';

/** Time after which an expected event counts as missing, milliseconds. */
const patienceMs = 60_000;

export type Heard = Awaited<ReturnType<typeof hear>>;

/** Listens to every outcome that a station tells its windows, over a socket of the live channel. */
export async function hear(station: RunningStation, tell: (part: LiveOutcome) => void) {
  const socket = station.live();
  socket.on('error', () => undefined);
  const heard = { outcomes: 0 };
  const underWay = new Set<number>();
  socket.on('message', (data) => {
    if (!Buffer.isBuffer(data)) throw new TypeError('Messages come as one buffer');
    const message = toWindowSchema.parse(unpackLive(data).header);
    if ('frameNumber' in message) underWay.delete(message.frameNumber);
    if (message.kind !== 'result' && message.kind !== 'uninspected') return;
    heard.outcomes += 1;
    tell(message);
  });
  await once(socket, 'open');
  const ending = new AbortController();
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN;
  const count = (): number => heard.outcomes;

  return {
    count,
    /** Resolves when another outcome arrives. @throws Error if none arrives in time */
    async more(): Promise<void> {
      const until = performance.now() + patienceMs;
      const before = count();
      while (count() === before) {
        if (!isOpen() || performance.now() > until) {
          throw new Error(`No outcome came any more: ${station.output().slice(-1000)}`);
        }
        await sleep(2);
      }
    },
    /** Sends pictures like a camera of the window, as fast as the station handles them, until the socket closes. */
    async feed(sessionId: string, frames: readonly Frame[], pauseMs = 2): Promise<void> {
      for (let number = 0; !ending.signal.aborted && isOpen(); number++) {
        await sleep(pauseMs);
        if (underWay.size >= mostFramesUnderWay) continue;
        const frame = frames[number % frames.length];
        if (frame === undefined || !isOpen()) return;
        underWay.add(number);
        const header = { kind: 'frame', sessionId, number, captureMs: 0, droppedBefore: 0 } as const;
        const { width, height, data } = frame;
        socket.send(packLive({ ...header, width, height, channels: 3 }, data));
      }
    },
    close(): void {
      ending.abort();
      socket.terminate();
    },
  };
}
