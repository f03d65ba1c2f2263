import { statSync } from 'node:fs';
import type { Board, PlantLink } from '../../shared/contract/plant-host.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Membership } from '../../shared/plant/membership.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { StationChanges } from '../station/changes.ts';
import type { PlantOptions } from '../station/station-options.ts';
import { readBoard } from './board.ts';
import { invite, invitedStations, removeStation, writeReach, writeUsers } from './invitations.ts';
import { openPlantLog, placeOfLog, type PlantLog } from './log/open-log.ts';
import { delay } from '../host/delay.ts';
import type { AssignmentsAtServer } from './nats/assignments.ts';
import { talkToServer } from './nats/talk.ts';
import { startServer, type OwnServer } from './nats/own-server.ts';
import { plantPaths } from '../station/plant-paths.ts';
import { createRollouts, type RolledOutModels, type Rollouts } from './rollouts/rollouts.ts';

/** Disk space of the own server's streams, bytes: a day of a hundred stations while the log is unreachable. */
const mostStreamBytes = 20 * 1024 ** 3;
/** Interval at which the list of invitations is read, which another process may change, milliseconds. */
const lookEveryMs = 1_000;
const againAfterMs = 2_000;
/** Name of a plant whose host has no name in its settings. */
const unnamed = 'Plant';
const linkNames = { log: 'The plant’s log', server: 'The plant’s NATS server' } as const;

export interface PlantHostParts {
  readonly home: string;
  /** Returns the plant's name. */
  readonly name: () => string;
  /** Returns the plant's time zone. */
  readonly timeZone: () => string;
  readonly options: PlantOptions;
  readonly changes: StationChanges;
  readonly models: RolledOutModels;
  readonly report: ReportBug;
  /** Receives a line for the administrator, when log or server is lost or found again. */
  readonly notice?: ((text: string) => void) | undefined;
}

/** The host of a plant: its log, the server that stations connect to, and the functions of its windows. */
export interface PlantHost {
  /** Opens log and server in the background; windows show the progress. */
  start(): void;
  board(): Promise<Board>;
  /** The log. @throws StationError UNREACHABLE until it is open */
  log(): PlantLog;
  /** The roll-outs of models to stations. */
  readonly rollouts: Rollouts;
  /** The plant's time zone, an IANA name. */
  timeZone(): string;
  /** A station's name in the list of invitations. */
  nameOf(station: number): string;
  /** @throws the errors of `invite` */
  invite(name: string): Membership;
  /** @throws StationError NOT_FOUND */
  remove(station: number): void;
  close(): Promise<void>;
}

type ShownByLog = Awaited<ReturnType<typeof readBoard>>;

export function createPlantHost(parts: PlantHostParts): PlantHost {
  const { home, name, timeZone, options, changes, report, notice } = parts;
  const paths = plantPaths(home);
  const { server } = options;
  const stop = new AbortController();
  const opening = (place: string): PlantLink => ({ condition: 'opening', place, failure: null });
  const links = { log: opening(placeOfLog(options, paths)), server: opening(server.servers[0] ?? '') };
  let log: PlantLog | null = null;
  /** The board as last read from the log. */
  let shown: ShownByLog = emptyBoard();
  let assignments: AssignmentsAtServer | null = null;
  let ownServer: OwnServer | null = null;
  let ended: Promise<unknown> = Promise.resolve();
  let look: NodeJS.Timeout | undefined;

  const tell = (): void => changes.publish({ kind: 'plant' });
  const setLink = (which: keyof typeof links, failure: unknown): void => {
    const before = links[which];
    const text = failure === null ? null : messageOf(failure);
    if (before.condition !== 'opening' && before.failure === text) return;
    links[which] = { ...before, condition: text === null ? 'ok' : 'failed', failure: text };
    tell();
    const called = `${linkNames[which]} (${before.place})`;
    if (text !== null) notice?.(`${called} is not reached: ${text}`);
    else if (before.condition === 'failed') notice?.(`${called} is reached again.`);
  };

  const openLog = (): PlantLog => {
    if (log !== null) return log;
    throw new StationError('UNREACHABLE', 'The plant’s log is not open yet. The board says how it stands.');
  };
  const nameOf = (number: number): string =>
    invitedStations(paths).find(({ station }) => station === number)?.name ?? String(number);
  const rollouts = createRollouts({
    models: parts.models,
    folder: home,
    nameOf,
    log: () => openLog().rollouts,
    server() {
      if (assignments !== null) return assignments;
      throw new StationError('UNREACHABLE', 'The NATS server is not reached. The board says why.');
    },
    members: () =>
      new Set(
        invitedStations(paths)
          .filter(({ removedAt }) => removedAt === null)
          .map(({ station }) => station),
      ),
  });

  /** Tries to open a log or server until it succeeds or the host ends. */
  async function untilThere<Result>(which: keyof typeof links, open: () => Promise<Result> | Result) {
    while (!stop.signal.aborted) {
      try {
        return await open();
      } catch (error) {
        if (!(error instanceof StationError)) report(error, `plant ${which}`);
        setLink(which, error);
        await delay(againAfterMs, stop.signal);
      }
    }
    return null;
  }

  async function run(): Promise<void> {
    const opened = await untilThere('log', () => openPlantLog(options, paths));
    if (opened === null) return;
    log = opened;
    setLink('log', null);
    while (!stop.signal.aborted) {
      await untilThere('server', () =>
        talkToServer({
          paths,
          log: opened,
          server,
          signal: stop.signal,
          onChange: tell,
          rollouts,
          onAssignments: (at) => (assignments = at),
          onLog: (failure) => setLink('log', failure),
          onServer: (failure) => setLink('server', failure),
        }),
      );
    }
  }

  async function startOwnServer(): Promise<void> {
    if (server.kind !== 'own') return;
    const settings = { ...server, mostBytes: mostStreamBytes };
    ownServer = await startServer(paths, settings, (code) =>
      setLink(
        'server',
        new StationError(
          'UNREACHABLE',
          `The NATS server ended with ${code ?? 'a signal'}. Another program may have port ${server.port}, such as the ` +
            'service of Debian’s package: systemctl disable --now nats-server.',
        ),
      ),
    );
  }

  /** Updates the server's users when any process changes the list of invitations. */
  function followInvitations(): void {
    let known = changedAt(paths.users);
    look = setInterval(() => {
      const now = changedAt(paths.users);
      if (now === known) return;
      known = now;
      ownServer?.reload();
      tell();
    }, lookEveryMs);
    look.unref();
  }

  return {
    start() {
      writeReach(paths, {
        plant: name() || unnamed,
        servers: [...server.servers],
        authority: server.authority,
      });
      writeUsers(paths);
      followInvitations();
      ended = untilThere('server', startOwnServer).then(run);
    },
    async board() {
      if (log === null) return { ...emptyBoard(), ...linksOnBoard() };
      try {
        shown = await readBoard(log.board, invitedStations(paths), Date.now(), timeZone());
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        setLink('log', error);
        // No station can be heard now, so none is shown as present.
        shown = { ...shown, stations: shown.stations.map((station) => ({ ...station, here: false })) };
      }
      return { ...shown, ...linksOnBoard() };
    },
    nameOf,
    timeZone,
    log: openLog,
    rollouts,
    invite: (called) => invite(paths, called),
    remove: (station) => void removeStation(paths, station),
    async close() {
      clearInterval(look);
      stop.abort();
      await ended;
      await ownServer?.close();
      await log?.close();
    },
  };

  function linksOnBoard() {
    const kind = options.database === null ? ('embedded' as const) : ('postgresql' as const);
    return { log: { ...links.log, kind }, server: links.server };
  }
}

function emptyBoard(): ShownByLog {
  return { now: Date.now(), stations: [], compared: [], held: { count: 0, last: [] } };
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
