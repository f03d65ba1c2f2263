import { writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { accessCookie } from '../../src/main/headless/access.ts';
import { serveStation } from '../../src/main/headless/serve-station.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { openStation, type Station } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { User } from '../../src/shared/domain/role.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Opens a real station in a folder of the test's own and closes it with the test. */
export async function testStation(home = join(temporaryFolder(), 'home')): Promise<Station> {
  const station = await openStation({
    home,
    host: headlessHost(),
    resources: resourcesFolder(program()),
    version: '0.0.0',
    report: (error, where) => {
      throw new Error(`Unexpected failure in ${where}`, { cause: error });
    },
  });
  onTestFinished(() => station.close());
  return station;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HeadlessStation {
  readonly station: Station;
  readonly port: number;
  readonly token: string;
  /** Host and port, as browsers write them. */
  readonly host: string;
  /** Headers that the station's own page sends with every request. */
  readonly own: { readonly cookie: string; readonly origin: string };
  /** Sends one request with the path exactly as given. */
  get(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<Answer>;
  /** Opens a WebSocket and closes it with the test; without headers it sends those of the station's own page. */
  socket(path: string, headers?: Record<string, string>): WebSocket;
}

/** Opens a real station behind the headless host, on a free port, with a window of one page. */
export async function headlessStation(user: User = singleUser, home?: string): Promise<HeadlessStation> {
  const station = await testStation(home);
  const renderer = temporaryFolder();
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Loupe</title>');
  const report = (error: unknown, where: string): void => {
    throw new Error(`Unexpected failure in ${where}`, { cause: error });
  };
  const serving = { station, renderer, user, report };
  const server = await serveStation(serving, { port: 0, host: '127.0.0.1', token: undefined });
  onTestFinished(() => server.close());
  const { port, token } = server;
  const host = `127.0.0.1:${port}`;
  const cookie = accessCookie(port, token).split(';')[0] ?? '';
  const own = { cookie, origin: `http://${host}` };
  return {
    station,
    port,
    token,
    host,
    own,
    get: (path, headers = { cookie }, method = 'GET') => send(port, path, { host, ...headers }, method),
    socket: (path, headers = own) => {
      const socket = new WebSocket(`ws://${host}${path}`, { headers });
      onTestFinished(() => socket.terminate());
      return socket;
    },
  };
}

function send(port: number, path: string, headers: OutgoingHttpHeaders, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => (body += text));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
      );
    });
    outgoing.on('error', reject).end();
  });
}
