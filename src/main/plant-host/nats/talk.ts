import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { StationError, messageOf } from '../../../shared/domain/station-error.ts';
import { streams } from '../../../shared/plant/subjects.ts';
import { serverTls } from '../../plant/server-tls.ts';
import type { PlantServer } from '../../station/station-options.ts';
import { invitedStations } from '../invitations.ts';
import type { PlantLog } from '../log/open-log.ts';
import type { Rollouts } from '../rollouts/rollouts.ts';
import type { PlantPaths } from '../../station/plant-paths.ts';
import { assignmentsAt, watchAnswers, type AssignmentsAtServer } from './assignments.ts';
import { delay } from '../../host/delay.ts';
import { hostKey } from './host-key.ts';
import { ingest } from './ingest.ts';
import { prepareServer, stationPreparer } from './prepare.ts';
import { readEntries, readParts } from './read-messages.ts';
import { clearTrainings } from './clear-trainings.ts';
import { sendDecisions } from './send-decisions.ts';
import { watchStates } from './states.ts';
import { writeMessages } from './write-messages.ts';

/** Interval at which newly invited stations are prepared and roll-outs go on, milliseconds. */
const lookEveryMs = 1_000;
/** Interval at which models that nobody needs any more are removed from the server, milliseconds. */
const clearEveryMs = 10 * 60_000;

export interface Talk {
  readonly paths: PlantPaths;
  readonly log: PlantLog;
  readonly server: PlantServer;
  readonly signal: AbortSignal;
  /** Called with the operations for roll-outs; with null when the server is unreachable. */
  readonly onAssignments: (at: AssignmentsAtServer | null) => void;
  readonly rollouts: Pick<Rollouts, 'step' | 'clear'>;
  /** Called when the log has something new. */
  readonly onChange: () => void;
  /** Called with each failure of the log, and with null when it works again; `onServer` likewise for the server. */
  readonly onLog: (failure: unknown) => void;
  readonly onServer: (failure: unknown) => void;
}

/**
 * Runs all exchange with the server until the signal aborts or the connection ends: writes the stations' messages to the log, and prepares
 * invited stations.
 *
 * @throws StationError UNREACHABLE
 */
export async function talkToServer(talk: Talk): Promise<void> {
  const { paths, log, signal, onChange, onServer } = talk;
  const connection = await connectTo(talk);
  const onLog = (failure: unknown): void => {
    // Work that fails because the connection ended says nothing about the log.
    if (failure === null || !connection.isClosed()) talk.onLog(failure);
  };
  // When one of the tasks ends, the others are ended, too; they start anew together.
  const end = new AbortController();
  const ending = AbortSignal.any([signal, end.signal]);
  try {
    const prepare = stationPreparer(await prepareServer(connection));
    talk.onAssignments(assignmentsAt(connection));
    onServer(null);
    const take = (stream: string, read: typeof readParts) =>
      ingest(connection, {
        stream,
        onState: onLog,
        signal: ending,
        write: async (messages) => {
          await writeMessages(log.ingest, read, messages);
          onChange();
        },
      });
    const inLog = async (work: () => Promise<void>): Promise<void> => {
      await attempt(work, onLog);
      onChange();
    };
    const tasks = [
      take(streams.parts.name, readParts),
      take(streams.entries.name, readEntries),
      watchStates(connection, {
        // A missed state comes again with the next heartbeat.
        hear: (state, heardAt) => inLog(() => log.ingest.setState(state, heardAt)),
        refuse: (message) =>
          inLog(() => log.ingest.add({ parts: [], entries: [], decisions: [], refused: [message] })),
        signal: ending,
      }),
      repeat(() => makeReady(prepare, paths), ending),
      watchAnswers(connection, (answer) => inLog(() => log.rollouts.setOutcome(answer)), ending),
      repeat(() => attempt(talk.rollouts.step, onLog), ending),
      repeat(() => attempt(talk.rollouts.clear, onLog), ending, clearEveryMs),
      sendDecisions(connection, log.review, prepare, onLog, ending),
      clearTrainings(connection, ending),
    ];
    await Promise.race([...tasks, connection.closed()]).finally(() => end.abort());
    await Promise.allSettled(tasks);
    if (!signal.aborted) throw new StationError('UNREACHABLE', 'The NATS server ended the connection.');
  } finally {
    talk.onAssignments(null);
    await connection.close();
  }
}

async function connectTo({ paths, server }: Talk): Promise<NatsConnection> {
  const { seed } = hostKey(paths.key);
  const [address = ''] = server.servers;
  try {
    return await connect({
      servers: [...server.servers],
      name: 'loupe plant host',
      // No reconnecting here: after a lost connection everything starts anew, which recreates what the server has lost.
      reconnect: false,
      authenticator: nkeyAuthenticator(seed),
      ...serverTls(server.servers, server.authority),
    });
  } catch (error) {
    throw new StationError(
      'UNREACHABLE',
      `The NATS server at ${address} does not let the host in, or does not answer.`,
      messageOf(error),
    );
  }
}

/** Prepares all invited stations, so that decisions wait for a station from its invitation on. */
async function makeReady(prepare: (station: number) => Promise<void>, paths: PlantPaths): Promise<void> {
  for (const { station, removedAt } of invitedStations(paths)) {
    if (removedAt === null) await prepare(station);
  }
}

/** Repeats work until the signal aborts. */
async function repeat(
  work: () => Promise<void>,
  signal: AbortSignal,
  everyMs: number = lookEveryMs,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await delay(everyMs, signal);
  }
}

/** Does work that may fail while the log is unreachable, without ending the exchange. @param onState called with the failure, or null */
async function attempt(work: () => Promise<void>, onState: (failure: unknown) => void): Promise<void> {
  try {
    await work();
    onState(null);
  } catch (error) {
    onState(error);
  }
}
