import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { socketPaths } from '../../shared/contract/ports.ts';
import type { Serving } from '../host/served-station.ts';
import { hasAccess, isOwnHost, isOwnOrigin } from './access.ts';
import type { Gate } from './http-handler.ts';
import { connectLiveSocket } from './live-socket.ts';

const mebibyte = 2 ** 20;

/** The largest message a window may send: a frame of 4096 × 4096 RGBA with its header. */
export const largestMessage = 65 * mebibyte;

/** A window that leaves this much unread is taken for gone. */
const largestBacklog = 128 * mebibyte;

/** A window that does not answer a ping until the next one is taken for gone. */
const pingEveryMs = 30_000;

/** Serves the procedures and the live channel over WebSockets; returns what ends them. */
export function serveSockets(server: Server, { station, user }: Serving, gate: Gate): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, clientTracking: true });
  const procedures = new RPCHandler(station.router);
  const alive = new WeakSet<WebSocket>();

  const connect = (socket: WebSocket, path: string): void => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // `ws` closes the connection itself on an oversized or malformed message; unhandled, the error would end the station.
    socket.on('error', () => undefined);
    if (path === socketPaths.live) {
      connectLiveSocket(socket, station.live);
      return;
    }
    const send: WebSocket['send'] = (data: Parameters<WebSocket['send']>[0]) => {
      if (socket.bufferedAmount > largestBacklog) socket.terminate();
      else socket.send(data);
    };
    const addEventListener = socket.addEventListener.bind(socket);
    void procedures.upgrade({ addEventListener, send }, { context: { user } });
  };

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const refusal = refuse(request, gate);
    if (refusal !== null) {
      stream.on('error', () => undefined);
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => connect(socket, request.url ?? ''));
  };
  server.on('upgrade', upgrade);

  const ping = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingEveryMs);
  ping.unref();

  return () => {
    clearInterval(ping);
    server.off('upgrade', upgrade);
    for (const socket of sockets.clients) {
      socket.close(1001, 'The station ends');
      // A window that does not answer the closing must not hold the station's end.
      setTimeout(() => socket.terminate(), 500).unref();
    }
    sockets.close();
  };
}

function refuse({ headers, url = '' }: IncomingMessage, gate: Gate): string | null {
  if (!isOwnHost(headers, gate.names) || !isOwnOrigin(headers)) return '403 Forbidden';
  if (!hasAccess(headers, gate.port, gate.token)) return '401 Unauthorized';
  return url === socketPaths.procedures || url === socketPaths.live ? null : '404 Not Found';
}
