import { constants } from 'node:os';
import { heartbeatMs } from '../../shared/plant/limits.ts';
import type { StationState } from '../../shared/plant/state.ts';
import { buckets, stateKey } from '../../shared/plant/subjects.ts';
import { openReadOnly } from '../database/open-read-only.ts';
import { takeLowPriority } from '../host/low-priority.ts';
import { risingTime } from '../host/rising-time.ts';
import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import { createThumbnails } from '../images/thumbnails.ts';
import { createLogFiles } from '../log/files.ts';
import { stationPaths } from '../station/paths.ts';
import { createEntryTables } from './travelling-entries-repository.ts';
import { createPartTables } from './travelling-parts-repository.ts';
import { createAssignedModels } from './assigned-models.ts';
import { hearAssignments } from './hear-assignments.ts';
import { createLinkTrainings } from './elsewhere/link-trainings.ts';
import { hearDecisions, type HeardDecisions } from './hear-decisions.ts';
import { toLinkSchema, type FromLink, type ToldState, type ToLink } from './protocol.ts';
import { sendRows } from './send-rows.ts';
import { createLinkTemplates } from './templates/link-templates.ts';
import type { TravellingTable } from './travelling-rows.ts';
import { openWay } from './way.ts';

/**
 * The link process, which talks to the plant. It reads the log over its own read-only connection and has a low priority, so that neither
 * a slow plant nor a backlog of days costs the line anything.
 */
const port = workerPort();
const send = (message: FromLink): void => port.send(message);

/** Interval at which the station is told the connection's state, milliseconds. */
const tellMs = 1000;
/** Interval at which the station is told how far the log was sent, milliseconds: it writes that to its disk, for which parts may wait. */
const tellCursorsMs = 10_000;

type Begin = Extract<ToLink, { kind: 'begin' }>;

function begin({ membership, home, travels: first, cursors: before }: Begin) {
  const { station } = membership;
  const paths = stationPaths(home);
  const database = openReadOnly(paths.database);
  const files = createLogFiles(home);
  const thumbnails = createThumbnails(paths.thumbnails);
  const ending = new AbortController();
  let travels = first;
  let state: ToldState | null = null;
  let sent = 0;
  let passedOver = 0;
  let isMoved = false;
  let toldCursorsAt = risingTime();
  const cursors = { ...before };

  let heard: HeardDecisions | null = null;
  const way = openWay(membership, (opened, client) => {
    void beat();
    models.connect(opened);
    trainings.connect(opened, client);
    templates.connect(opened);
    hearAssignments({
      connection: opened,
      station,
      onFailure: (error) => way.failed(error),
      onAssignment: (assignment) => send({ kind: 'assignment', assignment }),
      onTakenBack(assignment) {
        models.withdraw(assignment);
        send({ kind: 'taken-back', assignment });
      },
    });
    heard = hearDecisions(
      { connection: opened, client },
      station,
      (sequence, decision) => send({ kind: 'decision', sequence, decision }),
      (error) => way.failed(error),
    );
  });
  const models = createAssignedModels({ way, station, folder: paths.jobs, send });
  const trainings = createLinkTrainings({
    way,
    station,
    folder: paths.jobs,
    send,
    server: membership.servers[0] ?? '',
    mayTake: () => travels.training,
  });
  const templates = createLinkTemplates({ way, station, server: membership.servers[0] ?? '', send });
  const parts = createPartTables(database, station);
  const entries = createEntryTables({
    database,
    station,
    thumbnail: async (picture) =>
      travels.thumbnails ? thumbnails.get(picture.sha256, picture.path, () => files.picture(picture)) : null,
  });

  const waiting = (tables: readonly TravellingTable[]): number =>
    tables.reduce((sum, { name, newest }) => sum + Math.max(0, newest() - (cursors[name] ?? 0)), 0);

  function follow(tables: readonly TravellingTable[], may: () => boolean) {
    return sendRows({
      tables,
      cursors,
      travels: may,
      signal: ending.signal,
      publish: way.publish,
      onLeft(_row, isSent) {
        isMoved = true;
        if (isSent) sent++;
      },
      onFailure: (error) => way.failed(error),
      onPassedOver: () => {
        passedOver++;
      },
    });
  }

  function tellCursors(): void {
    if (isMoved) send({ kind: 'sent', cursors: { ...cursors } });
    isMoved = false;
    toldCursorsAt = risingTime();
  }

  function tell(): void {
    if (risingTime() - toldCursorsAt >= tellCursorsMs) tellCursors();
    const failure = way.failure();
    send({
      kind: 'standing',
      connected: way.isConnected(),
      sent,
      passedOver,
      failure: failure && toldFailure(failure),
      waiting: waiting([...parts, ...entries]),
    });
  }

  /** Publishes the station's state as a sign of life. */
  async function beat(): Promise<void> {
    if (state === null || !way.isConnected()) return;
    trainings.beat();
    const body: StationState = { ...state, at: Date.now(), waiting: waiting([...parts, ...entries]) };
    await way
      .publish({ subject: `$KV.${buckets.stations}.${stateKey(station)}`, body })
      .catch((error: unknown) => way.failed(error));
  }

  const telling = setInterval(tell, tellMs);
  const beating = setInterval(() => void beat(), heartbeatMs);
  const following = Promise.all([follow(parts, () => travels.parts), follow(entries, () => travels.entries)]);
  // An error of a row or of the database ends this process; the station reports it and starts another one.
  following.catch((error: unknown) => {
    throw error;
  });

  return {
    take(message: Exclude<ToLink, { kind: 'begin' | 'end' }>): void {
      if (message.kind === 'travels') travels = message.travels;
      if (message.kind === 'fetch') models.fetch(message.assignment);
      if (message.kind === 'answer') models.answer(message.answer);
      if (message.kind === 'kept') heard?.kept(message.sequence);
      trainings.take(message);
      templates.take(message);
      if (message.kind !== 'state') return;
      state = message.state;
      void beat();
    },
    async end(): Promise<void> {
      ending.abort();
      clearInterval(telling);
      clearInterval(beating);
      await way.close();
      await following;
      tellCursors();
      tell();
      database.close();
    },
  };
}

let running: ReturnType<typeof begin> | null = null;

async function end(): Promise<void> {
  await running?.end();
  send({ kind: 'ended' });
}

// Not the lowest priority: nothing would be sent while the line keeps the machine busy.
takeLowPriority(constants.priority.PRIORITY_BELOW_NORMAL);
port.onMessage((given) => {
  const message = toLinkSchema.parse(given);
  if (message.kind === 'begin') running = begin(message);
  else if (message.kind === 'end') void end();
  else running?.take(message);
});
send({ kind: 'ready' });
