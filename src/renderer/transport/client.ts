import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { inject, type InjectionKey } from 'vue';
import type { StationClient } from '../../shared/contract/contract.ts';
import type { Connection } from './connection.ts';
import { ConnectionLostError } from './failure.ts';

/**
 * The station's procedures. Calls wait for the first connection. After a loss of the connection, pending and new calls
 * reject with ConnectionLostError until the connection is back.
 */
export function createStationClient(connection: Connection): StationClient {
  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      const wires = await connection.current();
      try {
        return await wires.link.call(path, input, options);
      } catch (error) {
        if (wires.closed && options.signal?.aborted !== true) throw new ConnectionLostError();
        throw error;
      }
    },
  };
  return createORPCClient<StationClient>(link);
}

export const clientKey: InjectionKey<StationClient> = Symbol('station client');
export const connectionKey: InjectionKey<Connection> = Symbol('station connection');

/** The station's typed procedures, for components and stores. */
export function useClient(): StationClient {
  return required(inject(clientKey));
}

export function useStationConnection(): Connection {
  return required(inject(connectionKey));
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The window was started without its connection');
  return value;
}
