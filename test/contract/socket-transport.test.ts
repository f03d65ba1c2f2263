import { once } from 'node:events';
import { WebSocket } from 'ws';
import { accessCookie } from '../../src/main/headless/access.ts';
import { serveStation } from '../../src/main/headless/serve-station.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { clientOn } from '../support/socket-client.ts';
import { contractSuite } from './suite.ts';

contractSuite('over a WebSocket of the headless host', async (station, user) => {
  const serving = { station, renderer: temporaryFolder(), user, report: () => undefined };
  const { port, token, close } = await serveStation(serving, {
    port: 0,
    host: '127.0.0.1',
    token: undefined,
  });
  const address = `127.0.0.1:${port}`;
  const headers = { cookie: accessCookie(port, token), origin: `http://${address}` };
  const socket = new WebSocket(`ws://${address}/rpc`, { headers });
  const client = clientOn(socket);
  await once(socket, 'open');
  return { client, close };
});
