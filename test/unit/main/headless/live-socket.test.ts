import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { connectLiveSocket } from '../../../../src/main/headless/live-socket.ts';

import { createRefusedMessages } from '../../../../src/main/headless/refused-messages.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';

type Send = (block: Uint8Array) => boolean;

/** Connects a window's socket to a live channel, whose other end the test holds. */
async function connected() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  const received: Uint8Array[] = [];
  let send: Send = () => false;
  let closed = false;
  server.on('connection', (socket) =>
    connectLiveSocket(
      socket,
      {
        connect: (way) => {
          send = way;
          return { receive: (block) => void received.push(block), close: () => (closed = true) };
        },
      },
      singleUser,
      createRefusedMessages(() => undefined),
    ),
  );
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  const window = new WebSocket(`ws://127.0.0.1:${address.port}`);
  onTestFinished(() => window.terminate());
  await once(window, 'open');
  const [socket] = server.clients;
  if (!socket) throw new Error('The server sees no window');
  return { window, socket, received, send: (block: Uint8Array) => send(block), isClosed: () => closed };
}

test('blocks cross in both directions, text as its bytes', async () => {
  const { window, received, send } = await connected();
  const arrived = once(window, 'message');
  expect(send(new Uint8Array([1, 2, 3]))).toBe(true);
  expect((await arrived)[0]).toEqual(Buffer.from([1, 2, 3]));
  window.send(new Uint8Array([4, 5]));
  window.send('hi');
  await vi.waitUntil(() => received.length === 2);
  expect(received.map((block) => [...block])).toEqual([
    [4, 5],
    [104, 105],
  ]);
});

test('a window that does not read is left out before memory fills, and served again once it has caught up', async () => {
  const { window, socket, send } = await connected();
  window.pause();
  const block = new Uint8Array(2 ** 20);
  let taken = 0;
  while (send(block)) {
    taken += 1;
    // Meanwhile the system's own buffers take what they can.
    await sleep(1);
    expect(taken).toBeLessThan(100);
  }
  expect(socket.bufferedAmount).toBeLessThan(10 * 2 ** 20);
  for (let count = 0; count < 100; count++) expect(send(block)).toBe(false);
  window.resume();
  await vi.waitUntil(() => socket.bufferedAmount === 0, 10_000);
  expect(send(block)).toBe(true);
});

test('a window that goes away is told to the channel, and sending to it is no failure', async () => {
  const { window, send, isClosed } = await connected();
  window.terminate();
  await vi.waitUntil(isClosed, 10_000);
  expect(send(new Uint8Array(1))).toBe(false);
});
