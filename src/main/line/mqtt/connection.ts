import type { IClientOptions, MqttClient } from 'mqtt';
import type { OutputTroubleKind } from '../../../shared/domain/output-trouble-kinds.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { networkFailure } from '../network-failure.ts';
import { OutputTroubleError } from '../output-trouble.ts';

/** A message to a broker. */
export interface Publication {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export interface ConnectionParts {
  /** The address for people: `mqtts://broker:8883`. */
  readonly address: string;
  /** Called for each connection. @throws StationError if a file or a secret cannot be used */
  readonly options: () => IClientOptions;
  /** Called after each successful connection. Its publications precede all others. */
  readonly greet: (client: MqttClient) => Promise<void>;
  readonly greeted: () => void;
  /** Called when a connection failed or ended. */
  readonly lost: (failure: StationError) => void;
  readonly heard: (topic: string, payload: Buffer, retained: boolean) => void;
}

/** Milliseconds until the next attempt; doubles with each failure up to the longest. */
const firstPause = 1000;
const longestPause = 30_000;
/** Milliseconds for the broker to accept the station and its greeting. */
const patience = 10_000;
const keepAliveSeconds = 30;
/** Most messages kept during the greeting; brokers send retained ones at once. */
const mostEarly = 100;
/** Milliseconds for the last messages at closing. */
const leaveTaking = 2000;

export type BrokerConnection = ReturnType<typeof connectToBroker>;

/**
 * Stays connected to a broker. Each connection uses a new client, so that the library sends nothing from the
 * last one again without the outbox's knowledge.
 */
export function connectToBroker(parts: ConnectionParts) {
  let client: MqttClient | null = null;
  /** The client, once it was greeted. */
  let ready: MqttClient | null = null;
  let current: Promise<MqttClient> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pause = firstPause;
  let ended = false;

  async function connect(): Promise<MqttClient> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // Loaded with the first connection: most stations have no broker.
    const { default: mqtt } = await import('mqtt');
    if (ended) throw outputClosed();
    const { promise, resolve, reject } = Promise.withResolvers<MqttClient>();
    let failure: StationError | null = null;
    let found: MqttClient;
    try {
      found = mqtt.connect(parts.address, {
        reconnectPeriod: 0,
        connectTimeout: patience,
        keepalive: keepAliveSeconds,
        clean: true,
        protocolVersion: 4,
        queueQoSZero: false,
        resubscribe: false,
        timerVariant: 'native',
        ...parts.options(),
      });
    } catch (error) {
      again(networkFailure(error, parts.address));
      throw networkFailure(error, parts.address);
    }
    client = found;
    found.on('error', (error) => (failure ??= connectFailure(error, parts.address)));
    /** Messages that arrived early; they are handled after the station's greeting. */
    const early: (() => void)[] = [];
    found.on('message', (topic, payload, { retain }) => {
      const hear = (): void => parts.heard(topic, payload, retain);
      if (ready === found) hear();
      else if (early.length < mostEarly) early.push(hear);
    });
    found.once('connect', () => {
      const late = setTimeout(() => {
        failure ??= lateFailure(parts.address);
        found.end(true);
      }, patience).unref();
      parts
        .greet(found)
        .finally(() => clearTimeout(late))
        .then(() => {
          pause = firstPause;
          ready = found;
          resolve(found);
          parts.greeted();
          for (const hear of early.splice(0)) hear();
        })
        .catch((error: unknown) => {
          failure ??= networkFailure(error, parts.address);
          found.end(true);
        });
    });
    found.once('close', () => {
      found.end(true);
      const why =
        failure ?? new OutputTroubleError('UNREACHABLE', 'connectionEnded', { address: parts.address });
      reject(why);
      if (client === found) [client, ready, current] = [null, null, null];
      again(why);
    });
    return promise;
  }

  function again(why: StationError): void {
    if (ended) return;
    parts.lost(why);
    timer = setTimeout(() => void now().catch(() => undefined), pause).unref();
    pause = Math.min(pause * 2, longestPause);
  }

  /** Returns the present connection, or tries one at once. */
  function now(): Promise<MqttClient> {
    if (ended) return Promise.reject(outputClosed());
    if (current === null) {
      const attempt = connect();
      current = attempt;
      attempt.catch(() => {
        if (current === attempt) current = null;
      });
    }
    return current;
  }

  return {
    now,

    /**
     * Runs work with the connection.
     *
     * @throws StationError if the connection is lost before the work is done
     */
    async use(work: (connected: MqttClient) => Promise<void>): Promise<void> {
      const connected = await now();
      await untilClosed(connected, work(connected), parts.address);
    },

    /**
     * Publishes if connected, without waiting.
     *
     * @param make called only if connected.
     * @returns whether connected
     */
    tell(make: () => readonly Publication[]): boolean {
      if (ready === null) return false;
      void publishAll(ready, make()).catch(() => undefined);
      return true;
    },

    /** @param farewell published if connected */
    async close(farewell: () => readonly Publication[]): Promise<void> {
      ended = true;
      if (timer !== null) clearTimeout(timer);
      const last = client;
      if (last === null) return;
      const late = setTimeout(() => last.end(true), leaveTaking);
      if (ready === last) {
        await untilClosed(last, publishAll(last, farewell()), parts.address).catch(() => undefined);
      }
      await last.endAsync(ready !== last).catch(() => undefined);
      clearTimeout(late);
    },
  };
}

/** Publishes in order. @returns resolves when the broker has confirmed the messages that need it */
export function publishAll(client: MqttClient, publications: readonly Publication[]): Promise<unknown> {
  return Promise.all(
    publications.map(({ topic, payload, qos, retain }) =>
      client.publishAsync(topic, payload, { qos, retain }),
    ),
  );
}

const outputClosed = (): StationError => new StationError('CANCELLED', 'The output is closed.');

/** A client that lost its connection leaves what it was asked for without an answer. */
async function untilClosed(client: MqttClient, work: Promise<unknown>, address: string): Promise<void> {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  const close = (): void => reject(new OutputTroubleError('UNREACHABLE', 'connectionEnded', { address }));
  client.once('close', close);
  try {
    await Promise.race([work, closed]);
  } finally {
    client.off('close', close);
  }
}

/** Refusal codes of MQTT. */
const refusals: Readonly<Record<number, OutputTroubleKind>> = {
  1: 'brokerVersion',
  2: 'brokerName',
  3: 'brokerUnavailable',
  4: 'brokerUser',
  5: 'brokerRefuses',
};

function connectFailure(error: Error, address: string): StationError {
  const reason = 'code' in error && typeof error.code === 'number' ? refusals[error.code] : undefined;
  if (reason !== undefined) return new OutputTroubleError('FORBIDDEN', reason, { address });
  if (error.message === 'connack timeout') {
    return lateFailure(address);
  }
  return networkFailure(error, address);
}

const lateFailure = (address: string): StationError =>
  new OutputTroubleError('UNREACHABLE', 'late', { address, seconds: patience / 1000 });
