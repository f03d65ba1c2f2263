import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { errors, headers, type MsgHdrs, type NatsConnection, type Status } from '@nats-io/transport-node';
import { delay } from '../host/delay.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { largestMessage } from '../../shared/plant/limits.ts';
import type { Membership } from '../../shared/plant/membership.ts';
import { connectToPlant } from './connect.ts';
import { plantFailure } from './plant-failure.ts';
import { UnsendableError } from './send-rows.ts';
import type { TravellingMessage } from './travelling-rows.ts';

/** Pause after a refused connection, milliseconds; doubled with each further one, up to the longest. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** A message that is not stored within this time is sent again, milliseconds. */
const storedWithinMs = 10_000;

/** A message for the plant. Without an id, the server cannot recognise a repetition. */
export interface PublishedMessage extends Omit<TravellingMessage, 'id'> {
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Way {
  isConnected(): boolean;
  /** The last failure; else one of something that is tried again. */
  failure(): StationError | null;
  /** Reports a failure that a user of the connection met. */
  failed(error: unknown): void;
  /** Reports the failure of something that is tried again; null once it is not any more. @param what tells several apart */
  waits(what: symbol, error: unknown): void;
  /** Stores a message at the plant's server. @throws StationError; UnsendableError if the message can never be stored */
  publish(message: PublishedMessage): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps a connection to the plant's server. It reconnects after growing pauses, which differ from station to station.
 *
 * @param onConnected called with each new connection; its work must end with the connection
 */
export function openWay(
  membership: Membership,
  onConnected: (connection: NatsConnection, client: JetStreamClient) => void,
): Way {
  const [server = ''] = membership.servers;
  const ending = new AbortController();
  const isEnding = (): boolean => ending.signal.aborted;
  let connection: NatsConnection | null = null;
  let client: JetStreamClient | null = null;
  let connected = false;
  let failure: StationError | null = new StationError(
    'UNREACHABLE',
    `The plant’s server at ${server} was not reached yet.`,
  );

  const waiting = new Map<symbol, StationError>();

  function failed(error: unknown): void {
    failure = plantFailure(error, server);
  }

  function follow(status: Status): void {
    if (status.type === 'disconnect') {
      connected = false;
      failure ??= new StationError('UNREACHABLE', `The connection to the plant’s server at ${server} ended.`);
    } else if (status.type === 'reconnect') {
      connected = true;
      failure = null;
    } else if (status.type === 'error') {
      failed(status.error);
    }
  }

  async function keep(): Promise<void> {
    let pause = firstPauseMs;
    while (!isEnding()) {
      try {
        const opened = await connectToPlant(membership);
        if (isEnding()) return await opened.close();
        connection = opened;
        client = jetstream(opened, { timeout: storedWithinMs });
        connected = true;
        failure = null;
        pause = firstPauseMs;
        onConnected(opened, client);
        void (async () => {
          for await (const status of opened.status()) follow(status);
        })();
        const ended = await opened.closed();
        if (ended) failed(ended);
      } catch (error) {
        failed(error);
      }
      connected = false;
      connection = null;
      client = null;
      await delay(pause * (0.5 + Math.random()), ending.signal);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  const keeping = keep();
  return {
    isConnected: () => connected,
    failure: () => failure ?? waiting.values().next().value ?? null,
    failed,
    waits(what, error) {
      if (error === null) waiting.delete(what);
      else waiting.set(what, plantFailure(error, server));
    },
    async publish({ subject, id, body, headers: given = {} }) {
      if (client === null || !connected) {
        throw failure ?? new StationError('UNREACHABLE', 'There is no connection.');
      }
      const payload = Buffer.from(JSON.stringify(body));
      if (payload.length > largestMessage) throw new UnsendableError(`${payload.length} bytes are too many`);
      await client.publish(subject, payload, {
        timeout: storedWithinMs,
        retries: 1,
        ...(id === undefined ? {} : { msgID: id }),
        headers: headersOf(given),
      });
      failure = null;
    },
    async close() {
      ending.abort();
      await connection?.close().catch((error: unknown) => {
        if (!(error instanceof errors.ClosedConnectionError)) throw error;
      });
      await keeping;
    },
  };
}

function headersOf(given: Readonly<Record<string, string>>): MsgHdrs {
  const all = headers();
  for (const [name, value] of Object.entries(given)) all.set(name, value);
  return all;
}
