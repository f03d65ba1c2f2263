import { inject, type InjectionKey } from 'vue';
import { packLive, toWindowSchema, unpackLive } from '../../shared/contract/live.ts';
import type { LiveFrame, LiveOutcome, LiveResult, ToWindow } from '../../shared/contract/live.ts';
import type { Connection } from './connection.ts';
import type { LiveWire } from './wires.ts';

export type LiveListener = (message: ToWindow, body: Uint8Array) => void;

export interface LiveChannel {
  /** Sends a frame with its pixels; false without a connection. */
  send(header: LiveFrame, pixels: Uint8Array): boolean;
  onMessage(listener: LiveListener): () => void;
}

/** Sends frames to the station and receives results. Messages that violate the contract are reported and skipped. */
export function createLiveChannel(connection: Connection): LiveChannel {
  const listeners = new Set<LiveListener>();
  let wire: LiveWire | null = null;

  const receive = (block: Uint8Array): void => {
    try {
      const { header, body } = unpackLive(block);
      const message = toWindowSchema.parse(header);
      for (const listener of listeners) listener(message, body);
    } catch (error) {
      reportError(error);
    }
  };
  connection.onOpen((wires) => {
    wire = wires.live;
    wires.onClose(() => (wire = null));
    wires.live.listen(receive);
  });
  return {
    send(header, pixels) {
      if (wire === null) return false;
      wire.send(packLive(header, pixels));
      return true;
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** An anomaly map: `data` is `[height, width]` row-major, in units of the score. */
export interface AnomalyMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const mapBytesOf = (result: LiveOutcome): number =>
  result.kind === 'result' ? result.map.width * result.map.height * Float32Array.BYTES_PER_ELEMENT : 0;

/** Reads the map of a verdict. @throws RangeError if there are fewer bytes than the header says */
export function readMap(result: LiveResult, body: Uint8Array): AnomalyMap {
  const { width, height } = result.map;
  const bytes = mapBytesOf(result);
  if (body.length < bytes) throw new RangeError('A live result is cut short');
  const copy = body.slice(0, bytes);
  return { width, height, data: new Float32Array(copy.buffer, copy.byteOffset, width * height) };
}

/** Reads the picture's JPEG bytes; null without a picture. @throws RangeError if there are fewer than the header says */
export function readPictureBytes(result: LiveOutcome, body: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (result.picture === null) return null;
  const start = mapBytesOf(result);
  const end = start + result.picture.bytes;
  if (body.length < end) throw new RangeError('A live result is cut short');
  return body.slice(start, end);
}

export const liveChannelKey: InjectionKey<LiveChannel> = Symbol('live channel');

export function useLiveChannel(): LiveChannel {
  const channel = inject(liveChannelKey);
  if (channel === undefined) throw new Error('The window was started without its live channel');
  return channel;
}
