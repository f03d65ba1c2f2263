import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { inject, type InjectionKey } from 'vue';
import type { StationClient } from '../../shared/contract/contract.ts';
import type { Connection } from './connection.ts';
import { ConnectionLostError } from './failure.ts';

/**
 * The station's procedures. Calls wait for the first connection. After a loss of the connection, pending calls, streams
 * and new calls reject with ConnectionLostError until the connection is back.
 */
export function createStationClient(connection: Connection): StationClient {
  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      const wires = await connection.current();
      const failIfLost = (): void => {
        if (wires.closed && options.signal?.aborted !== true) throw new ConnectionLostError();
      };
      try {
        const answer = await wires.link.call(path, input, options);
        return isStream(answer) ? passOn(answer, failIfLost) : answer;
      } catch (error) {
        failIfLost();
        throw error;
      }
    },
  };
  return createORPCClient<StationClient>(link);
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

async function* passOn(events: AsyncIterable<unknown>, failIfLost: () => void): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    failIfLost();
    throw error;
  }
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
