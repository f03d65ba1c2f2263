import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Connections at once, of all programs and browsers: beyond it the system would have no handles left for files. */
const mostConnections = 10_000;

/** From one address: some five hundred windows behind a proxy. Whoever opens more of them keeps nobody else out. */
const mostOfAddress = 1000;

/** A connection over which nothing moves for so long ends: whoever does not read what they asked for keeps it in memory. */
const silentConnectionMs = 600_000;

/** Bounds what strangers can hold open, before anything of theirs is read. */
export function limitConnections(server: Server | TlsServer): void {
  const ofAddress = new Map<string, number>();
  server.maxConnections = mostConnections;
  server.setTimeout(silentConnectionMs);
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const open = (ofAddress.get(address) ?? 0) + 1;
    if (open > mostOfAddress) {
      socket.destroy();
      return;
    }
    ofAddress.set(address, open);
    socket.once('close', () => {
      const left = (ofAddress.get(address) ?? 1) - 1;
      if (left === 0) ofAddress.delete(address);
      else ofAddress.set(address, left);
    });
  });
}
