import { createServer } from 'node:http';
import type { Serving } from '../host/served-station.ts';
import { accessToken, ownNames } from './access.ts';
import { httpHandler } from './http-handler.ts';
import { listen, networkOrigins, stationAddress } from './listen.ts';
import { serveSockets } from './sockets.ts';

/**
 * How long a connection stays open without a request. Programs that ask every few seconds keep theirs: one that is closed while
 * the next request is on its way fails it, and a request for a part is not to be repeated blindly.
 */
const idleConnectionMs = 30_000;

export const defaultPort = 4700;

export interface HeadlessOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The address to bind; only this machine reaches the station unless another one is given. */
  readonly host: string;
  /** A lasting token for kiosks; a random one when left out. */
  readonly token: string | undefined;
}

export interface HeadlessServer {
  /** The whole address that lets a browser in. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/** How long answers under way may take once the station ends, milliseconds. */
const patience = 1000;

/**
 * Serves the station to browsers: HTTP for the window and its pictures, WebSockets for procedures and live frames.
 *
 * @throws StationError PORT_IN_USE, NO_PERMISSION, BAD_INPUT
 */
export async function serveStation(
  serving: Serving,
  { port: wantedPort, host, token: givenToken }: HeadlessOptions,
): Promise<HeadlessServer> {
  const token = accessToken(givenToken);
  const server = createServer({ keepAliveTimeout: idleConnectionMs });
  const port = await listen(server, wantedPort, host);
  serving.station.access.serveAt(() => networkOrigins(host, port));
  const gate = { port, token, names: ownNames(host) };
  const handle = httpHandler(serving, gate);
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      serving.report(error, 'http');
      response.destroy();
    });
  });
  const closeSockets = serveSockets(server, serving, gate);
  return {
    address: stationAddress(host, port, token),
    port,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeSockets();
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), patience).unref();
      }),
  };
}
