import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  mostFramesUnderWay,
  packLive,
  toWindowSchema,
  unpackLive,
} from '../../../src/shared/contract/live.ts';

export interface SocketCamera {
  /** Time of each part's capture by the station's clock, by the part's name. */
  readonly capturedAt: ReadonlyMap<string, number>;
  /** Stops sending. */
  stop(): Promise<void>;
}

/**
 * A camera like a window's: sends pictures at its rate over the live channel, at most two pending.
 *
 * @param pixels `[side, side, 3]`
 */
export function socketCamera(
  socket: WebSocket,
  camera: {
    readonly sessionId: string;
    readonly side: number;
    readonly pixels: Uint8Array;
    readonly rate: number;
  },
): SocketCamera {
  const { sessionId, side, pixels, rate } = camera;
  const underWay = new Set<number>();
  const capturedAt = new Map<string, number>();
  socket.on('message', (data) => {
    const block = Buffer.isBuffer(data)
      ? data
      : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind === 'result' && message.sessionId === sessionId && message.name !== null) {
      capturedAt.set(message.name, message.capturedAt);
    }
    if ('frameNumber' in message && message.sessionId === sessionId) underWay.delete(message.frameNumber);
  });
  const ending = new AbortController();
  const sending = (async () => {
    for (let number = 0; !ending.signal.aborted; number++) {
      await sleep(1000 / rate);
      if (underWay.size >= mostFramesUnderWay || socket.readyState !== WebSocket.OPEN) continue;
      underWay.add(number);
      const header = { kind: 'frame', sessionId, number, captureMs: 0, droppedBefore: 0 } as const;
      socket.send(packLive({ ...header, width: side, height: side, channels: 3 }, pixels));
    }
  })();
  return {
    capturedAt,
    async stop() {
      ending.abort();
      await sending;
      socket.close();
    },
  };
}
