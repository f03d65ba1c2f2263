import {
  packLive,
  toStationSchema,
  unpackLive,
  type LiveFrame,
  type LiveResult,
  type ToWindow,
} from '../../shared/contract/live.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { LiveConnection } from '../host/live.ts';

type Send = (block: Uint8Array) => boolean;

export interface LiveWindows {
  connect(send: Send, greeting: ToWindow): LiveConnection;
  /** Sends to every window. State that a slow window missed is sent again with the next message. */
  broadcast(message: ToWindow, ...parts: readonly Uint8Array[]): void;
  /** Sends a verdict with its map and, where the station took it, the picture as JPEG. */
  tellResult(result: LiveResult, map: Float32Array, picture: Uint8Array | null): void;
  /** @param number the frame that it is about; null for the source as a whole */
  tellProblem(error: unknown, number: number | null): void;
}

/** The windows that watch, and what they send. */
export function createLiveWindows(onFrame: (frame: LiveFrame, pixels: Uint8Array) => void): LiveWindows {
  /** Each window, with the state it has still to be told. */
  const windows = new Map<Send, Uint8Array | null>();

  function deliver(send: Send, message: ToWindow, block: Uint8Array): void {
    const owed = windows.get(send);
    if (owed && message.kind !== 'session' && send(owed)) windows.set(send, null);
    const taken = send(block);
    if (message.kind === 'session') windows.set(send, taken ? null : block);
  }

  function receive(send: Send, block: Uint8Array): void {
    try {
      const { header, body } = unpackLive(block);
      const frame = toStationSchema.parse(header);
      const expected = frame.width * frame.height * frame.channels;
      if (body.length !== expected) {
        throw new StationError(
          'BAD_INPUT',
          `The frame holds ${body.length} bytes, ${expected} were announced.`,
        );
      }
      onFrame(frame, body);
    } catch (error) {
      const message = `A message from the window could not be read. ${messageOf(error)}`;
      send(packLive({ kind: 'problem', code: 'BAD_INPUT', message, number: null }));
    }
  }

  function broadcast(message: ToWindow, ...parts: readonly Uint8Array[]): void {
    if (windows.size === 0) return;
    const block = packLive(message, ...parts);
    for (const send of windows.keys()) deliver(send, message, block);
  }

  return {
    connect(send, greeting) {
      windows.set(send, null);
      deliver(send, greeting, packLive(greeting));
      return {
        receive: (block) => receive(send, block),
        close: () => void windows.delete(send),
      };
    },
    broadcast,
    tellResult(result, map, picture) {
      const bytes = new Uint8Array(map.buffer, map.byteOffset, map.byteLength);
      broadcast(result, bytes, ...(picture ? [picture] : []));
    },
    tellProblem(error, number) {
      const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
      broadcast({ kind: 'problem', code, message: messageOf(error), number });
    },
  };
}
