import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { JetStreamManager } from '@nats-io/jetstream';
import { StationError, messageOf } from '../../../shared/domain/station-error.ts';
import { streams } from '../../../shared/plant/subjects.ts';
import type { PlantServer } from '../../station/station-options.ts';
import { invitedStations } from '../invitations.ts';
import type { PlantLog } from '../log/open-log.ts';
import type { PlantPaths } from '../plant-paths.ts';
import { delay } from './delay.ts';
import { hostKey } from './host-key.ts';
import { ingest } from './ingest.ts';
import { prepareServer, prepareStation } from './prepare.ts';
import { readEntries, readParts } from './read-messages.ts';
import { watchStates } from './states.ts';

/** Stations that were invited meanwhile are made ready so often, milliseconds. */
const readyEveryMs = 1_000;

export interface Talk {
  readonly paths: PlantPaths;
  readonly log: PlantLog;
  readonly server: PlantServer;
  readonly signal: AbortSignal;
  /** Hears that the log has something new. */
  readonly onChange: () => void;
  /** Hear of each failure, and of null once it works. */
  readonly onLog: (failure: unknown) => void;
  readonly onServer: (failure: unknown) => void;
}

/**
 * Talks to the server until the signal aborts or the talk ends: takes in what stations tell, and makes ready who is invited.
 *
 * @throws StationError UNREACHABLE
 */
export async function talkToServer(talk: Talk): Promise<void> {
  const { paths, log, signal, onChange, onLog, onServer } = talk;
  const connection = await connectTo(talk);
  // What ends one of the tasks ends the others: they begin anew together.
  const end = new AbortController();
  const ending = AbortSignal.any([signal, end.signal]);
  try {
    const manager = await prepareServer(connection);
    onServer(null);
    const take = (stream: string, read: typeof readParts) =>
      ingest(connection, {
        ...{ stream, onState: onLog, signal: ending },
        write: async (messages) => {
          await log.ingest.add(read(messages));
          onChange();
        },
      });
    const hear: Parameters<typeof watchStates>[1] = async (state, heardAt) => {
      try {
        await log.ingest.setState(state, heardAt);
        onChange();
      } catch (error) {
        // The next heartbeat says it again.
        onLog(error);
      }
    };
    const tasks = [
      take(streams.parts.name, readParts),
      take(streams.entries.name, readEntries),
      watchStates(connection, hear, ending),
      makeReady(manager, paths, ending),
    ];
    await Promise.race([...tasks, connection.closed()]).finally(() => end.abort());
    await Promise.allSettled(tasks);
    if (!signal.aborted) throw new StationError('UNREACHABLE', 'The NATS server ended the connection.');
  } finally {
    await connection.close();
  }
}

async function connectTo({ paths, server }: Talk): Promise<NatsConnection> {
  const { seed } = hostKey(paths.key);
  const [address = ''] = server.servers;
  try {
    return await connect({
      ...{ servers: [...server.servers], name: 'loupe plant host', maxReconnectAttempts: 5 },
      authenticator: nkeyAuthenticator(seed),
      ...(server.authority === null ? {} : { tls: { ca: server.authority } }),
    });
  } catch (error) {
    throw new StationError(
      'UNREACHABLE',
      `The NATS server at ${address} does not let the host in, or does not answer.`,
      messageOf(error),
    );
  }
}

/** Decisions wait for a station from its invitation on. */
async function makeReady(manager: JetStreamManager, paths: PlantPaths, signal: AbortSignal): Promise<void> {
  const ready = new Set<number>();
  while (!signal.aborted) {
    for (const { station, removedAt } of invitedStations(paths)) {
      if (removedAt !== null || ready.has(station)) continue;
      await prepareStation(manager, station);
      ready.add(station);
    }
    await delay(readyEveryMs, signal);
  }
}
