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
 * How long a connection stays open without a request, milliseconds. It is long enough for programs that ask every few seconds: if the
 * station closed their connection just as a request arrives, the request would fail, and a request for a part must not be repeated blindly.
 */
const idleConnectionMs = 30_000;

export const defaultPort = 4700;

export interface HeadlessOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The address to bind; by default only this machine can reach the station. */
  readonly host: string;
  /** A lasting token for kiosks; a random token when left out. */
  readonly token: string | undefined;
  /** Origins of proxies in front of the station. If there are any, pages of other origins are refused. */
  readonly origins?: readonly string[];
  /** The station's own TLS certificate; plain HTTP when left out. */
  readonly certificate?: CertificateSource | undefined;
  /** Receives notices for the administrator. */
  readonly notice?: (text: string) => void;
}

export interface HeadlessServer {
  /** The address with the token, which lets a browser in. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** The certificate; null with plain HTTP. */
  readonly certificate: OwnCertificate | null;
  /** Makes an address that lets one browser in, once and within a minute; for a browser's arguments, which other users can read. */
  opening(): string;
  close(): Promise<void>;
}

/** How long open requests may take when the station ends, milliseconds. */
const patience = 1000;

/** Only this many refusals are reported, so that random requests do not fill the log. */
const mostRefusals = 10;

/**
 * Serves the station to browsers: HTTP for the window and its pictures, WebSockets for procedures and live frames; over TLS if a
 * certificate is given.
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
      : createTlsServer({ ...settings, cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' });
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

/** Returns what windows may know of the certificate. */
function told(certificate: OwnCertificate | null): StationCertificate | null {
  if (certificate === null) return null;
  const { sha256, isSelfMade, expiresAt } = certificate;
  return { sha256, isSelfMade, expiresAt };
}

/** Returns a function that passes each text on once, and at most `most` texts. */
function firstOf(most: number, tell: (text: string) => void): (text: string) => void {
  const known = new Set<string>();
  return (text) => {
    if (known.size >= most || known.has(text)) return;
    known.add(text);
    tell(text);
  };
}
