import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import { machineUser } from '../../../shared/domain/role.ts';
import type { StationError } from '../../../shared/domain/station-error.ts';
import { toldFailure } from '../../host/told-failure.ts';
import { calmOutbox, createConditions } from '../conditions.ts';
import { followLaneParts, type LanePart } from '../lane-parts.ts';
import type { RecipeOfLine } from '../line-commands.ts';
import type { LineOutput, OutputOpener, OutputSurroundings } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { certificateFolder } from './certificate-folder.ts';
import type { FromOpcuaWorker, LineState, Order, ToldPart } from './protocol.ts';
import { runServer } from './server-process.ts';
import { createUntakenResults } from './untaken-results.ts';

/** Interval of checks for taken results, milliseconds. */
const lookMs = 1000;
/** Taken results are marked together after this time, milliseconds. */
const soonMs = 100;

/** How long a refused client is shown, milliseconds. */
const strangerShownMs = 60_000;

const opcua = machineUser('OPC UA');

/** The station as an OPC UA server in a process of its own: each lane is a vision system of OPC 40100-1. */
export const opcuaOutput: OutputOpener<'opcua'> = {
  check: () => Promise.resolve(),
  open: (target, surroundings) => openOpcua(target, surroundings),
};

/** A part that a client requested, identified by its server's number of the job. */
interface AskedJob {
  readonly server: number;
  readonly request: number;
}

function openOpcua(target: TargetOf<'opcua'>, surroundings: OutputSurroundings): LineOutput {
  const { commands, secrets, home, id, forkWorker } = surroundings;
  const outbox = calmOutbox(surroundings.outbox);
  const conditions = createConditions(outbox);
  const untaken = createUntakenResults(outbox, conditions.delivered);
  const jobs = new Map<number, AskedJob>();
  let servers = 0;
  let asked = 0;
  let handles = 0;
  /** Null: no server listens. */
  let clients: number | null = null;
  /** When a client was last refused while none was connected. */
  let turnedAwayAt: number | null = null;
  let isClosed = false;
  let soon: NodeJS.Timeout | null = null;

  const isConnected = (): boolean => (clients ?? 0) > 0;

  /** Runs an event's handler; its failure must not end the station. */
  function calmly(act: () => void): void {
    try {
      act();
    } catch (error) {
      outbox.failed(error);
    }
  }

  const lineState = (): LineState => ({
    lanes: [...commands.lanes()],
    recipes: [...commands.recipes()],
    recipe: commands.recipe(),
  });

  function down(problem: StationError): void {
    clients = null;
    conditions.set('server', problem);
    conditions.set('connection', null);
  }

  function showClients(): void {
    if (clients === null) return;
    if (isConnected()) turnedAwayAt = null;
    const isTold = turnedAwayAt !== null && performance.now() - turnedAwayAt < strangerShownMs;
    conditions.set('connection', isConnected() ? null : isTold ? stranger() : nobody(target));
    conditions.set('server', null);
  }

  const server = runServer({
    host: { forkWorker },
    begin() {
      servers += 1;
      const folder = certificateFolder(home, id);
      const parts = untaken.untaken().map((part) => ({ ...part, request: null }));
      const password = secrets.read('password');
      return { kind: 'begin', target, folder, password, line: lineState(), parts };
    },
    onMessage: (message) => calmly(() => take(message)),
    onDown: (problem) => calmly(() => down(problem)),
    named: (said) => namedProblem(said, target),
  });

  function take(message: Exclude<FromOpcuaWorker, { kind: 'ready' | 'failed' | 'ended' }>): void {
    if (message.kind === 'ask') return void answer(message.requestId, message.order);
    if (message.kind === 'refusal') {
      const { code, method, lane, said } = message;
      return conditions.refuse(new OutputTroubleError(code, 'methodRefused', { method, lane, said }));
    }
    if (message.kind === 'stranger') {
      if (isConnected()) return conditions.refuse(stranger());
      turnedAwayAt = performance.now();
      return showClients();
    }
    if (message.kind === 'taken') {
      untaken.taken(message.handle);
      return settleSoon();
    }
    clients = message.kind === 'clients' ? message.count : 0;
    showClients();
  }

  /** Carries out a client's order. Never rejects. */
  async function answer(requestId: number, order: Order): Promise<void> {
    try {
      const { partNumber = null, recipe = null } = await done(order);
      server.send({ kind: 'line', line: lineState() });
      server.send({ kind: 'done', requestId, partNumber, recipe });
    } catch (error) {
      server.send({ kind: 'refused', requestId, ...toldFailure(error) });
    }
  }

  async function done(order: Order): Promise<{ partNumber?: number; recipe?: RecipeOfLine }> {
    if (order.kind === 'trigger') {
      const job = ++asked;
      const { partNumber } = follower.ask(order.lane, job, order.serial);
      jobs.set(job, { server: servers, request: order.request });
      return { partNumber };
    }
    if (order.kind === 'select') return { recipe: await commands.selectRecipe(order.choice, opcua) };
    await (order.kind === 'start' ? commands.start : commands.stop)(order.lane, opcua);
    return {};
  }

  function tell({ lane, part, request, partNumber }: LanePart): void {
    const job = request === null ? undefined : jobs.get(request);
    if (request !== null) jobs.delete(request);
    const told: ToldPart = {
      lane,
      part,
      partNumber,
      handle: ++handles,
      request: job?.server === servers ? job.request : null,
    };
    untaken.told(told);
    server.send({ kind: 'part', part: told });
  }

  const follower = followLaneParts(commands, (part) => calmly(() => tell(part)));
  const unsubscribe = commands.subscribe((event) =>
    calmly(() => {
      if (event.kind === 'part') return;
      server.send({ kind: 'line', line: lineState() });
      if (event.kind === 'recipe' && event.recipe) server.send({ kind: 'recipe', recipe: event.recipe });
    }),
  );

  function settle(): void {
    if (!isClosed) untaken.settle(isConnected(), performance.now());
  }
  function settleSoon(): void {
    if (isClosed) return;
    soon ??= setTimeout(() => {
      soon = null;
      calmly(settle);
    }, soonMs).unref();
  }
  const looking = setInterval(() => calmly(settle), lookMs).unref();

  return {
    accept: settleSoon,
    tryNow() {
      settle();
      if (clients === 0) outbox.failed(nobody(target));
    },
    async close() {
      settle();
      isClosed = true;
      clearInterval(looking);
      if (soon !== null) clearTimeout(soon);
      unsubscribe();
      follower.close();
      conditions.close();
      await server.close();
    },
  };
}

const stranger = (): StationError => new OutputTroubleError('FORBIDDEN', 'opcuaStranger');

const nobody = ({ host, port }: TargetOf<'opcua'>): StationError =>
  new OutputTroubleError('UNREACHABLE', 'noOpcuaClient', { address: `${host}:${port}` });

function namedProblem(said: string, { host, port }: TargetOf<'opcua'>): StationError {
  const address = `${host}:${port}`;
  if (/EADDRINUSE/.test(said)) {
    return new OutputTroubleError('PORT_IN_USE', 'portTaken', { address });
  }
  return new OutputTroubleError('WORKER_FAILED', 'opcuaNotStarted', { address, said });
}
