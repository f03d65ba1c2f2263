import type { IncomingMessage, Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { socketPaths } from '../../shared/contract/ports.ts';
import { warnOnStandardError } from '../host/report-to-standard-error.ts';
import type { Serving } from '../host/served-station.ts';
import { may } from '../../shared/domain/permissions.ts';
import { callSockets } from './call-socket.ts';
import type { Gate } from './gate.ts';
import { connectLiveSocket } from './live-socket.ts';
import { largestMessage, messageLimits } from './message-limits.ts';
import { refusalOf } from './origins.ts';
import { createRefusedMessages } from './refused-messages.ts';
import { callerOf, originOf, visitorIn, type Visitor } from './visitor.ts';

/** Size limit for users who may send nothing, bytes; for `ws`, 0 would mean no limit. */
const nothing = 1;

/** Interval of pings, milliseconds. A window that has not answered one before the next is disconnected. */
const pingEveryMs = 30_000;

/** Connection limit of one access link, or of one address with the start token: some fifty windows. */
const mostOfVisitor = 100;

/** Interval at which ended access links are looked for, milliseconds. */
const lookEveryMs = 2_000;

/** Serves the procedures and the live channel over WebSockets. @returns a function that ends all of them */
export function serveSockets(server: Server | TlsServer, serving: Serving, gate: Gate): () => void {
  const { station } = serving;
  /** One server for each size limit, because `ws` has one limit a server. It refuses a longer message before reading it. */
  const bySize = new Map<number, WebSocketServer>();
  const serverFor = (maxPayload: number): WebSocketServer => {
    const known = bySize.get(maxPayload);
    if (known) return known;
    const sockets = new WebSocketServer({ noServer: true, maxPayload, clientTracking: true });
    bySize.set(maxPayload, sockets);
    return sockets;
  };
  const clients = (): WebSocket[] => [...bySize.values()].flatMap((sockets) => [...sockets.clients]);
  const refused = createRefusedMessages((line) => warnOnStandardError(line, 'socket'));
  const serveCalls = callSockets(station.router, refused);
  const alive = new WeakSet<WebSocket>();
  const linkOf = new Map<WebSocket, number>();
  /** Seats of the connections that came with the start token; null for one without a seat. */
  const seatOf = new Map<WebSocket, string | null>();
  const ofVisitor = new Map<string, Set<WebSocket>>();

  const connect = (socket: WebSocket, request: IncomingMessage, { user, linkId, seat }: Visitor): void => {
    alive.add(socket);
    if (linkId !== null) linkOf.set(socket, linkId);
    else seatOf.set(socket, seat);
    const name = callerOf(request, { linkId });
    const all = ofVisitor.get(name) ?? new Set();
    ofVisitor.set(name, all.add(socket));
    socket.once('close', () => {
      linkOf.delete(socket);
      seatOf.delete(socket);
      all.delete(socket);
      if (all.size === 0) ofVisitor.delete(name);
    });
    socket.on('pong', () => alive.add(socket));
    // `ws` closes the connection on an oversized or malformed message. Without this listener the error would end the station.
    socket.on('error', () => undefined);
    if (request.url === socketPaths.live) connectLiveSocket(socket, station.live, user, refused);
    else {
      serveCalls({
        socket,
        context: {
          user,
          origin: originOf(request),
          ...(seat === null ? {} : { seat }),
          ...(linkId === null ? {} : { linkId }),
        },
        unread: () => [...all].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
      });
    }
  };

  const withRoom = (visitor: Visitor | Refusal, request: IncomingMessage): Visitor | Refusal => {
    const has = 'status' in visitor ? 0 : (ofVisitor.get(callerOf(request, visitor))?.size ?? 0);
    if (has < mostOfVisitor) return visitor;
    return {
      status: '429 Too Many Requests',
      reason: `There are ${has} connections already. Close windows.`,
    };
  };

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const visitor = withRoom(admit(request, serving, gate), request);
    if ('status' in visitor) {
      const { status, reason } = visitor;
      const lines = [
        'Connection: close',
        'Content-Type: text/plain; charset=utf-8',
        'X-Content-Type-Options: nosniff',
      ];
      const length = `Content-Length: ${Buffer.byteLength(reason)}`;
      stream.on('error', () => undefined);
      stream.end(`HTTP/1.1 ${status}\r\n${[...lines, length].join('\r\n')}\r\n\r\n${reason}`);
      return;
    }
    serverFor(largestFrom(visitor, request)).handleUpgrade(request, stream, head, (socket) =>
      connect(socket, request, visitor),
    );
  };
  server.on('upgrade', upgrade);

  const ping = setInterval(() => {
    for (const socket of clients()) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingEveryMs);
  ping.unref();

  /** Closes the connections of ended links, without sending what still waits. */
  const closeEnded = (has: (linkId: number) => boolean): void => {
    for (const [socket, linkId] of linkOf) if (has(linkId)) socket.terminate();
  };
  const stopListening = station.access.onRevoked((revoked) => closeEnded((linkId) => linkId === revoked));
  // Waits, so that the answer to the sign-in is sent before its connection is closed.
  const stopWatchingSeats = station.seats.onChanged((changed) =>
    setTimeout(() => {
      for (const [socket, seat] of seatOf) if (changed === null || seat === changed) socket.close(4001);
    }, 100).unref(),
  );
  // Links also expire, or are revoked by the command line, which is another process.
  const look = setInterval(() => closeEnded((linkId) => !station.access.isOpen(linkId)), lookEveryMs);
  look.unref();

  return () => {
    clearInterval(ping);
    clearInterval(look);
    stopListening();
    stopWatchingSeats();
    server.off('upgrade', upgrade);
    for (const socket of clients()) {
      socket.close(1001, 'The station ends');
      // The station's end must not wait for a window that does not answer the closing.
      setTimeout(() => socket.terminate(), 500).unref();
    }
    for (const sockets of bySize.values()) sockets.close();
  };
}

/** Returns the size limit of a visitor's messages, bytes: only those who may feed the line send frames. */
function largestFrom({ user }: Visitor, { url }: IncomingMessage): number {
  if (url !== socketPaths.live) return messageLimits(user).message;
  return may(user, 'line.operate') ? largestMessage : nothing;
}

interface Refusal {
  readonly status: string;
  /** What to do about the refusal; empty where strangers must not learn the reason. */
  readonly reason: string;
}

/** Finds the visitor who connects, or the reason to refuse it. */
function admit({ headers, url = '' }: IncomingMessage, serving: Serving, gate: Gate): Visitor | Refusal {
  const reason = refusalOf(headers, gate.doors, true);
  if (reason !== null) {
    gate.refused(reason);
    return { status: '403 Forbidden', reason };
  }
  const visitor = visitorIn(headers, serving, gate);
  if (visitor === null) return { status: '401 Unauthorized', reason: '' };
  const isPath = url === socketPaths.procedures || url === socketPaths.live;
  return isPath ? visitor : { status: '404 Not Found', reason: '' };
}
