import { createServer } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { openSocketWires } from '../../../../src/renderer/transport/socket-wires.ts';

const server = createServer();
const sockets = new WebSocketServer({ server });

afterEach(() => {
  for (const socket of sockets.clients) socket.terminate();
  server.close();
  vi.unstubAllGlobals();
});

test('calls end with the connection, though the station hangs; who gives them up afterwards throws nothing', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  vi.stubGlobal('window', { location: { origin: `http://127.0.0.1:${address.port}` } });
  const wires = await openSocketWires();
  const asked = new Promise<void>((resolve) => {
    for (const socket of sockets.clients) socket.on('message', () => resolve());
  });
  const leaving = new AbortController();
  const answer = wires.link.call(['products', 'list'], undefined, { context: {}, signal: leaving.signal });
  const ended = expect(answer).rejects.toThrow();
  await asked;
  // It hears nothing any more, not even that the window leaves.
  for (const socket of sockets.clients) socket.pause();
  wires.close();
  leaving.abort();
  await ended;
});
