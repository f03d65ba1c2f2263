import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Limit of all connections together; with more, the process would run out of file handles. */
const mostConnections = 10_000;

/** Limit of one address's connections, so that nobody can use up all of them. Enough for five hundred windows behind a proxy. */
const mostOfAddress = 1000;

/** A connection without traffic for this long is closed, because unread responses take memory, milliseconds. */
const silentConnectionMs = 600_000;

/** Limits the connections that strangers can hold open, before anything is read from them. */
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
