import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { accessCookie } from '../../../src/main/headless/access.ts';
import { collect } from '../../support/collect.ts';
import { clientOn } from '../../support/socket-client.ts';

/**
 * A viewer who floods the station until the process is killed: megabytes of brackets and ids, messages that are no
 * calls, and dozens of overviews and exports. It runs in a process of its own, so that its work does not count as the
 * station's. Arguments: port, token.
 * It stands for another PC: at the lowest priority its own work takes hardly any time from the station.
 */
setPriority(constants.priority.PRIORITY_LOW);
const [port = '', token = ''] = process.argv.slice(2);
const headers = { cookie: accessCookie(Number(port), token), origin: `http://127.0.0.1:${port}` };

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

async function forEver(act: () => Promise<unknown>): Promise<never> {
  for (;;) await act().catch(() => sleep(20));
}

const large = [
  `{"i":"1","p":{"u":"/products/list","b":${'['.repeat(30_000_000)}`,
  `{"i":"1","p":{"u":"/log/entries","b":{"json":{"ids":[${'1,'.repeat(30_000_000)}1]}}}}`,
  '['.repeat(900_000) + ']'.repeat(100_000),
  'no call',
];
const closing = forEver(async () => {
  for (const words of large) {
    const socket = await open();
    socket.send(words);
    await once(socket, 'close');
  }
});
const asking = forEver(async () => {
  const client = clientOn(await open());
  await forEver(() =>
    Promise.all([
      ...Array.from({ length: 20 }, () => client.statistics.overview({ filter: {}, timeZone: 'UTC' })),
      ...Array.from({ length: 50 }, async () =>
        collect(await client.statistics.exportLog({ filter: {}, timeZone: 'UTC' })),
      ),
    ]),
  );
});
await Promise.all([closing, asking]);
