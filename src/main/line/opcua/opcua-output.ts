import type { ISessionContext } from 'node-opcua-address-space';
import type { OPCUAServer } from 'node-opcua-server';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import { machineUser } from '../../../shared/domain/role.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { calmOutbox, createConditions } from '../conditions.ts';
import { followLaneParts } from '../lane-parts.ts';
import type { LineOutput, OutputOpener, OutputSurroundings } from '../output.ts';
import type { VisionSystem } from './vision-system.ts';

const atOnce = 2000;
/** Until a port that is taken is tried again, milliseconds. */
const retryMs = 5000;
/** How often is looked whether clients are connected, milliseconds. */
const lookMs = 1000;
const shutdownMs = 500;
/** The library takes about a second to load: only a station that has such an output waits for it. */
const library = async () => ({
  ...(await import('./opcua-server.ts')),
  ...(await import('./vision-nodes.ts')),
  ...(await import('./vision-system.ts')),
});
type Library = Awaited<ReturnType<typeof library>>;

const opcua = machineUser('OPC UA');

/** The station as an OPC UA server: each lane is a vision system of OPC 40100-1. */
export const opcuaOutput: OutputOpener<'opcua'> = {
  check: () => Promise.resolve(),
  open: (target, surroundings) => openOpcua(target, surroundings),
};

function openOpcua(target: TargetOf<'opcua'>, surroundings: OutputSurroundings): LineOutput {
  const { commands, secrets, home, id } = surroundings;
  const outbox = calmOutbox(surroundings.outbox);
  const conditions = createConditions(outbox);
  const systems = new Map<number, VisionSystem>();
  let server: OPCUAServer | null = null;
  let loaded: Library | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | null = null;

  const follower = followLaneParts(commands, (part) => calmly(() => systems.get(part.lane)?.outcome(part)));
  const connected = (): boolean => (server?.engine.currentSessionCount ?? 0) > 0;

  /** What fails at one event must not end the station. */
  function calmly(act: () => void): void {
    try {
      act();
    } catch (error) {
      outbox.failed(error);
    }
  }

  function mayCommand({ session }: ISessionContext): boolean {
    const token: unknown = session?.userIdentityToken;
    const named = typeof token === 'object' && token !== null && 'userName' in token;
    return named || target.anonymous === 'commands';
  }

  function followLanes(of: OPCUAServer, { makeVisionNodes, createVisionSystem }: Library): void {
    for (const { number, name } of commands.lanes()) {
      const known = systems.get(number);
      if (known) known.update();
      else {
        const nodes = makeVisionNodes(of, `VisionSystem${number}`, name);
        systems.set(
          number,
          createVisionSystem({
            ...{ lane: number, nodes, commands, lanes: follower, user: opcua, mayCommand },
            refuse: conditions.refuse,
          }),
        );
      }
    }
  }

  const unsubscribe = commands.subscribe((event) =>
    calmly(() => {
      if (server === null || loaded === null || event.kind === 'part') return;
      followLanes(server, loaded);
      if (event.kind === 'recipe' && event.recipe) {
        for (const system of systems.values()) system.recipe(event.recipe);
      }
    }),
  );

  async function start(): Promise<void> {
    loaded = await library();
    const folder = loaded.certificateFolder(home, id);
    const made = await loaded.makeOpcuaServer(target, folder, () => secrets.read('password'));
    try {
      followLanes(made, loaded);
      await made.start();
    } catch (error) {
      systems.clear();
      await made.shutdown(0).catch(() => undefined);
      throw error;
    }
    if (closed) return made.shutdown(0);
    server = made;
    conditions.set('server', null);
    look();
  }

  function begin(): void {
    retry = null;
    starting = start().catch((error: unknown) => {
      if (closed) return;
      conditions.set('server', named(error, target));
      retry = setTimeout(begin, retryMs).unref();
    });
  }

  /** Who is not connected missed what happened: results are told to those who are there, and the log has all. */
  function settle(): void {
    if (closed) return;
    const messages = outbox.waiting(atOnce);
    const trials = messages.filter(({ body }) => body.kind === 'test');
    const parts = messages.filter(({ body }) => body.kind !== 'test');
    if (connected()) conditions.delivered([...trials, ...parts]);
    else if (parts.length > 0) outbox.givenUp(parts);
  }

  function look(): void {
    conditions.set('connection', connected() ? null : nobody(target));
    settle();
  }

  let starting: Promise<void> = Promise.resolve();
  const looking = setInterval(() => calmly(look), lookMs).unref();
  conditions.set('connection', nobody(target));
  begin();

  return {
    accept: settle,
    tryNow() {
      settle();
      if (!connected()) outbox.failed(nobody(target));
    },
    async close() {
      settle();
      closed = true;
      clearInterval(looking);
      if (retry !== null) clearTimeout(retry);
      unsubscribe();
      follower.close();
      conditions.close();
      await starting;
      await server?.shutdown(shutdownMs).catch(() => undefined);
    },
  };
}

const nobody = ({ host, port }: TargetOf<'opcua'>): StationError =>
  new StationError('UNREACHABLE', `No OPC UA client is connected to ${host}:${port}.`);

function named(error: unknown, { host, port }: TargetOf<'opcua'>): StationError {
  if (error instanceof StationError) return error;
  const text = messageOf(error);
  if (/EADDRINUSE/.test(text)) {
    return new StationError(
      'PORT_IN_USE',
      `Another program listens at ${host}:${port} already. Choose another port.`,
    );
  }
  return new StationError('WORKER_FAILED', `The OPC UA server does not start at ${host}:${port}. ${text}`);
}
