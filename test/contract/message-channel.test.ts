import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import { contractSuite } from './suite.ts';

contractSuite('over a message channel', (station, user) => {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(station.router).upgrade(port1, { context: { user } });
  port1.start();
  port2.start();
  return {
    client: createORPCClient<StationClient>(new RPCLink({ port: port2 })),
    close: () => {
      port2.close();
      port1.close();
    },
  };
});
