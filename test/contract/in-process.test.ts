import { createRouterClient } from '@orpc/server';
import { contractSuite } from './suite.ts';

contractSuite('in the station’s own process, as the command line calls it', (station, user) => ({
  client: createRouterClient(station.router, { context: { user } }),
  close: () => undefined,
}));
