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
import { delay } from './nats/delay.ts';
import type { AssignmentsAtServer } from './nats/assignments.ts';
import { talkToServer } from './nats/talk.ts';
import { startServer, type OwnServer } from './nats/own-server.ts';
import { plantPaths } from '../station/plant-paths.ts';
import { createRollouts, type RolledOutModels, type Rollouts } from './rollouts/rollouts.ts';

/** Bytes that the streams of a server of the host's own may take: a day of a hundred stations, while the log is away. */
const mostStreamBytes = 20 * 1024 ** 3;
/** Somebody else may have invited a station: the list is looked at so often, milliseconds. */
const lookEveryMs = 1_000;
const againAfterMs = 2_000;
/** What a plant is called whose host has no name in its settings. */
const unnamed = 'Plant';

export interface PlantHostParts {
  readonly home: string;
  /** What the plant is called. */
  readonly name: () => string;
  /** By whose clock the plant's hours and days are told. */
  readonly timeZone: () => string;
  readonly options: PlantOptions;
  readonly changes: StationChanges;
  readonly models: RolledOutModels;
  readonly report: ReportBug;
}

/** The host of a plant: its log, the server that stations talk to, and what windows ask of both. */
export interface PlantHost {
  /** Opens log and server in the background: windows are shown how that stands. */
  start(): void;
  board(): Promise<Board>;
  /** What people ask of the log, and decide. @throws StationError UNREACHABLE while it was not opened yet */
  log(): PlantLog;
  /** Models on their way to stations. */
  readonly rollouts: Rollouts;
  /** By whose clock hours and days are told, an IANA name. */
  timeZone(): string;
  /** What the list of invitations calls a station. */
  nameOf(station: number): string;
  /** @throws those of `invite` */
  invite(name: string): Membership;
  /** @throws StationError NOT_FOUND */
  remove(station: number): void;
  close(): Promise<void>;
}

type ShownByLog = Awaited<ReturnType<typeof readBoard>>;

export function createPlantHost(parts: PlantHostParts): PlantHost {
  const { home, name, timeZone, options, changes, report } = parts;
  const paths = plantPaths(home);
  const { server } = options;
  const stop = new AbortController();
  const opening = (place: string): PlantLink => ({ condition: 'opening', place, failure: null });
  const links = { log: opening(placeOfLog(options, paths)), server: opening(server.servers[0] ?? '') };
  let log: PlantLog | null = null;
  /** The board as the log last gave it. */
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
    isMember: (number) =>
      invitedStations(paths).some(({ station, removedAt }) => station === number && removedAt === null),
  });

  /** Tries until it is there, or the host ends. */
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
          step: rollouts.step,
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

  /** The server lets in who is on the list, whoever changed it. */
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
        // Nobody was heard since: what they told waits at the server.
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
