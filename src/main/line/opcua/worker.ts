import type { ISessionContext } from 'node-opcua-address-space';
import type { OPCUAServer } from 'node-opcua-server';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { workerPort } from '../../host/worker-port.ts';
import { createAskedLine, type AskedLineOfWorker } from './asked-line.ts';
import { isListenedTo } from './listening-clients.ts';
import { makeOpcuaServer } from './opcua-server.ts';
import { toOpcuaWorkerSchema, type FromOpcuaWorker, type ToOpcuaWorker } from './protocol.ts';
import { makeVisionNodes } from './vision-nodes.ts';
import { createVisionSystem, type VisionSystem } from './vision-system.ts';

/**
 * The process of the station's OPC UA server. Its nodes take seconds to load, and clients may send many
 * requests; in a process of its own they do not delay the line.
 */
const port = workerPort();
const send = (message: FromOpcuaWorker): void => port.send(message);

type Begin = Extract<ToOpcuaWorker, { kind: 'begin' }>;

/** Interval of reports of the number of clients, milliseconds. */
const lookMs = 1000;
/** Milliseconds for clients to hear that the server ends. */
const farewellMs = 500;

interface Running {
  readonly server: OPCUAServer;
  readonly line: AskedLineOfWorker;
  readonly systems: Map<number, VisionSystem>;
  readonly follow: () => void;
  readonly looking: NodeJS.Timeout;
}
let running: Running | null = null;
type Told = Exclude<ToOpcuaWorker, { kind: 'begin' | 'end' }>;
/** Messages that came while the server was being made, which takes seconds; it handles them once it listens. */
let early: Told[] = [];

function tellClients({ engine }: OPCUAServer): void {
  send({ kind: 'clients', count: engine.currentSessionCount });
}

async function begin({ target, folder, password, line: first, parts }: Begin): Promise<void> {
  const server = await makeOpcuaServer(target, folder, password, () => send({ kind: 'stranger' }));
  const line = createAskedLine(first, send);
  const systems = new Map<number, VisionSystem>();

  function mayCommand({ session }: ISessionContext): boolean {
    const token: unknown = session?.userIdentityToken;
    const named = typeof token === 'object' && token !== null && 'userName' in token;
    return named || target.anonymous === 'commands';
  }

  function follow(): void {
    for (const { number, name } of line.line.lanes()) {
      if (systems.has(number)) continue;
      const nodes = makeVisionNodes(server, `VisionSystem${number}`, name);
      const system = createVisionSystem({
        lane: number,
        nodes,
        line: line.line,
        mayCommand,
        refuse: (refusal) => send({ kind: 'refusal', ...refusal }),
        isListenedTo: (sources) => isListenedTo(server, sources),
        taken: (handle) => send({ kind: 'taken', handle }),
      });
      systems.set(number, system);
    }
    // Includes systems of removed lanes.
    for (const system of systems.values()) system.update();
  }

  try {
    follow();
    for (const part of parts) systems.get(part.lane)?.remember(part);
    await server.start();
  } catch (error) {
    await server.shutdown(0).catch(() => undefined);
    throw error;
  }
  server.on('session_activated', () => tellClients(server));
  server.on('session_closed', () => tellClients(server));
  running = { server, line, systems, follow, looking: setInterval(() => tellClients(server), lookMs) };
  for (const message of early.splice(0)) take(message);
  send({ kind: 'listening' });
  tellClients(server);
}

async function end(): Promise<void> {
  if (running !== null) {
    clearInterval(running.looking);
    for (const system of running.systems.values()) system.close();
    await running.server.shutdown(farewellMs).catch(() => undefined);
  }
  send({ kind: 'ended' });
}

function take(message: Told): void {
  if (running === null) return void early.push(message);
  const { line, systems, follow } = running;
  if (message.kind === 'line') {
    line.told(message.line);
    follow();
  } else if (message.kind === 'recipe') {
    for (const system of systems.values()) system.recipe(message.recipe);
  } else if (message.kind === 'part') {
    systems.get(message.part.lane)?.outcome(message.part);
  } else if (message.kind === 'done') {
    line.done(message.requestId, message);
  } else {
    line.refused(message.requestId, message.code, message.message);
  }
}

port.onMessage((given) => {
  const message = toOpcuaWorkerSchema.parse(given);
  if (message.kind === 'begin') {
    early = [];
    begin(message).catch((error: unknown) => send({ kind: 'failed', message: messageOf(error) }));
  } else if (message.kind === 'end') {
    void end();
  } else {
    take(message);
  }
});
send({ kind: 'ready' });
