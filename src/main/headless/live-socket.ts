import { Buffer } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';
import type { LiveService } from '../host/live.ts';

/** More than this waiting for a window means that it is slow; further blocks are left out until it has caught up. */
const slowFrom = 8 * 2 ** 20;

/**
 * Connects one window to the live channel.
 *
 * @param maySend whether its frames are taken; what it sends is left unread otherwise
 */
export function connectLiveSocket(socket: WebSocket, live: LiveService, maySend: boolean): void {
  const connection = live.connect((block) => {
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > slowFrom) return false;
    socket.send(block, { binary: true });
    return true;
  });
  if (maySend) socket.on('message', (data) => connection.receive(bytesOf(data)));
  socket.once('close', () => connection.close());
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
