import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import type { StationCertificate } from '../../shared/contract/access.ts';
import type { Serving } from '../host/served-station.ts';
import { accessToken } from './access.ts';
import { httpHandler } from './http-handler.ts';
import { limitConnections } from './limit-connections.ts';
import { listen, networkAddresses, networkOrigins, stationAddress } from './listen.ts';
import { createOpenings } from './openings.ts';
import { ownNames, readOrigins, type Doors } from './origins.ts';
import { ownCertificate, type CertificateSource, type OwnCertificate } from './own-certificate.ts';
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
  /** Origins of proxies in front of it; only pages of these are let in then. */
  readonly origins?: readonly string[];
  /** What it speaks TLS with itself; plain HTTP when left out. */
  readonly certificate?: CertificateSource | undefined;
  /** Hears what whoever set the station up has to know. */
  readonly notice?: (text: string) => void;
}

export interface HeadlessServer {
  /** The whole address that lets a browser in. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** Null: it speaks plain HTTP. */
  readonly certificate: OwnCertificate | null;
  /** An address that lets one browser in, once and within a minute: for arguments, which others can read. */
  opening(): string;
  close(): Promise<void>;
}

/** How long answers under way may take once the station ends, milliseconds. */
const patience = 1000;

/** So many refusals are told; who knocks at random must not fill the log. */
const mostRefusals = 10;

/**
 * Serves the station to browsers: HTTP for the window and its pictures, WebSockets for procedures and live frames; over TLS where
 * it was given a certificate.
 *
 * @throws StationError PORT_IN_USE, NO_PERMISSION, BAD_INPUT
 */
export async function serveStation(serving: Serving, options: HeadlessOptions): Promise<HeadlessServer> {
  const { host, notice = () => undefined } = options;
  const token = accessToken(options.token);
  const origins = readOrigins(options.origins ?? []);
  const certificate = await certificateOf(options, host, origins);
  const server = newServer(certificate);
  const port = await listen(server, options.port, host);
  const doors: Doors = { scheme: certificate === null ? 'http' : 'https', names: ownNames(host), origins };
  serving.station.access.serveAt(() => networkOrigins(host, port, doors), told(certificate));
  const openings = createOpenings();
  const gate = { port, token, doors, openings, refused: firstOf(mostRefusals, notice) };
  const handle = httpHandler(serving, gate);
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      serving.report(error, 'http');
      response.destroy();
    });
  });
  const closeSockets = serveSockets(server, serving, gate);
  return {
    address: stationAddress(host, port, token, doors),
    port,
    token,
    certificate,
    opening: () => stationAddress(host, port, openings.make(), doors),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeSockets();
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), patience).unref();
      }),
  };
}

function newServer(certificate: OwnCertificate | null): Server | TlsServer {
  const settings = { keepAliveTimeout: idleConnectionMs };
  const server =
    certificate === null
      ? createServer(settings)
      : createTlsServer({
          ...settings,
          ...{ cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' },
        });
  limitConnections(server);
  return server;
}

async function certificateOf(
  { certificate, notice }: HeadlessOptions,
  host: string,
  origins: readonly string[],
): Promise<OwnCertificate | null> {
  if (certificate === undefined) return null;
  const bound = host === '0.0.0.0' || host === '::' ? networkAddresses(networkInterfaces()) : [host];
  const names = origins.map((origin) => new URL(origin).hostname.replace(/^\[|\]$/g, ''));
  const own = await ownCertificate(certificate, [...bound, ...names]);
  if (own.expiresAt <= Date.now()) {
    notice?.('The certificate has ended: browsers will refuse it. Give another one with --cert and --key.');
  }
  return own;
}

/** What windows are told of a certificate. */
function told(certificate: OwnCertificate | null): StationCertificate | null {
  if (certificate === null) return null;
  const { sha256, isSelfMade, expiresAt } = certificate;
  return { sha256, isSelfMade, expiresAt };
}

/** Tells each text once, and so many in all. */
function firstOf(most: number, tell: (text: string) => void): (text: string) => void {
  const known = new Set<string>();
  return (text) => {
    if (known.size >= most || known.has(text)) return;
    known.add(text);
    tell(text);
  };
}
