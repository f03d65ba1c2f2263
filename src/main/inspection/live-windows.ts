import {
  packLive,
  beatEveryMs,
  toStationSchema,
  unpackLive,
  type LiveFrame,
  type LiveOutcome,
  type ToWindow,
} from '../../shared/contract/live.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from '../database/database-failure.ts';
import type { LiveConnection } from '../host/live.ts';

type Send = (block: Uint8Array) => boolean;

export interface LiveWindows {
  /** @param greetings messages with the present state */
  connect(send: Send, greetings: readonly ToWindow[]): LiveConnection;
  /** Connects a window that may not see the line; it only gets signs of life. */
  connectBlind(send: Send): LiveConnection;
  /** Returns whether any window watches. */
  isWatched(): boolean;
  /** Sends to every window. A slow window gets missed states with the next message. */
  broadcast(message: ToWindow, ...parts: readonly Uint8Array[]): void;
  /** Sends a part's outcome with its map, if any, and its picture as JPEG, if the station took it. */
  tellOutcome(outcome: LiveOutcome, map: Float32Array | null, picture: Uint8Array | null): void;
  /**
   * Reports a problem of a source or of the inspection.
   *
   * @param lane the affected lane; absent: none in particular
   */
  tellProblem(error: unknown, lane?: number): void;
}

/**
 * Manages the windows that watch the line and the frames that they send.
 *
 * @param onFrame takes a frame and returns whether it is inspected
 */
export function createLiveWindows(onFrame: (frame: LiveFrame, pixels: Uint8Array) => boolean): LiveWindows {
  /** Each window, with the lanes' states that it has not got yet. */
  const windows = new Map<Send, Map<number, Uint8Array>>();

  const blind = new Set<Send>();

  function deliver(send: Send, message: ToWindow, block: Uint8Array): void {
    const owed = windows.get(send);
    if (owed && message.kind === 'session') owed.delete(message.lane);
    for (const [lane, state] of owed ?? []) if (send(state)) owed?.delete(lane);
    const taken = send(block);
    if (message.kind === 'session' && !taken) owed?.set(message.lane, block);
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
      if (onFrame(frame, body)) return;
      const { sessionId, number: frameNumber } = frame;
      send(packLive({ kind: 'passed-over', sessionId, frameNumber }));
    } catch (error) {
      const message = `A message from the window could not be read. ${messageOf(error)}`;
      send(packLive({ kind: 'problem', lane: null, code: 'BAD_INPUT', message }));
    }
  }

  function broadcast(message: ToWindow, ...parts: readonly Uint8Array[]): void {
    if (windows.size === 0) return;
    const block = packLive(message, ...parts);
    for (const send of windows.keys()) deliver(send, message, block);
  }

  /**
   * Timer of the signs of life, while anybody watches. A hanging event loop sends none, so windows notice.
   */
  let beating: NodeJS.Timeout | null = null;
  function beat(): void {
    const message = { kind: 'beat', at: Date.now() } as const;
    broadcast(message);
    for (const send of blind) send(packLive(message));
  }
  function watchOver(): void {
    if (windows.size + blind.size > 0) {
      beating ??= setInterval(beat, beatEveryMs).unref();
    } else if (beating !== null) {
      clearInterval(beating);
      beating = null;
    }
  }

  return {
    connect(send, greetings) {
      windows.set(send, new Map());
      for (const greeting of greetings) deliver(send, greeting, packLive(greeting));
      watchOver();
      return {
        receive: (block) => receive(send, block),
        close: () => {
          windows.delete(send);
          watchOver();
        },
      };
    },
    connectBlind(send) {
      blind.add(send);
      watchOver();
      return {
        receive: () => undefined,
        close: () => {
          blind.delete(send);
          watchOver();
        },
      };
    },
    isWatched: () => windows.size > 0,
    broadcast,
    tellOutcome(outcome, map, picture) {
      const bytes = map && new Uint8Array(map.buffer, map.byteOffset, map.byteLength);
      broadcast(outcome, ...[bytes, picture].filter((part) => part !== null));
    },
    tellProblem(error, lane) {
      const failure = databaseFailure(error, 'station.db');
      const code = failure instanceof StationError ? failure.code : 'WORKER_FAILED';
      broadcast({ kind: 'problem', lane: lane ?? null, code, message: messageOf(failure) });
    },
  };
}
