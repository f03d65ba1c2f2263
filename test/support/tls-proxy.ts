import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:https';
import { request, type OutgoingHttpHeaders } from 'node:http';

/** A key and its certificate, both PEM. */
export interface KeyPair {
  readonly key: string;
  readonly certificate: string;
}

export interface TlsProxy {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a proxy like those of plants: it speaks TLS to browsers and HTTP to the station, keeps the requested host name, and
 * forwards sockets.
 *
 * @param upstream returns the station's port on this machine for each request
 */
export async function startTlsProxy(
  { key, certificate }: KeyPair,
  upstream: () => number,
): Promise<TlsProxy> {
  const server = createServer({ key, cert: certificate }, (asked, answer) => {
    const headers: OutgoingHttpHeaders = { ...asked.headers, 'x-forwarded-proto': 'https' };
    const { url = '/', method } = asked;
    const onward = request({ host: '127.0.0.1', port: upstream(), path: url, method, headers }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  server.on('upgrade', (asked, socket, head) => {
    const onward = connect(upstream(), '127.0.0.1', () => {
      const lines = asked.rawHeaders.flatMap((name, at, all) =>
        at % 2 === 0 ? [`${name}: ${all[at + 1] ?? ''}`] : [],
      );
      onward.write([`GET ${asked.url ?? '/'} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  // The server no longer counts a page's socket once it is forwarded, but the open socket would keep it from closing.
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('It has no port');
  return address.port;
}
