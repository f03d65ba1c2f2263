import type ModbusRTU from 'modbus-serial';
import type { StationError } from '../../../shared/domain/station-error.ts';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { remoteCoilNames, type RemoteCoil } from '../../../shared/domain/remote-io-target.ts';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { isRejected } from '../../../shared/domain/outcome.ts';
import { calmOutbox, createConditions } from '../conditions.ts';
import type { LineOutput, OutputOpener, OutputSurroundings } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';

const atOnce = 2000;
const retryMs = 1000;
/** Interval of checks whether the device still answers, milliseconds. */
const lookMs = 1000;
/** Milliseconds without an answer after which the device counts as lost. */
const patienceMs = 2000;

/** Coils of a remote I/O that each outcome switches on for a moment. */
export const remoteCoils: OutputOpener<'modbus-io'> = {
  check: () => Promise.resolve(),
  open: (target, surroundings) => openRemoteCoils(target, surroundings),
};

const coilOf = {
  good: 'goodCoil',
  review: 'reviewCoil',
  defect: 'defectCoil',
  'not-inspected': 'notInspectedCoil',
} as const satisfies Readonly<Record<Outcome, RemoteCoil>>;

/** Returns the addresses that an outcome switches on. */
function coilsFor(target: TargetOf<'modbus-io'>, outcome: Outcome): number[] {
  const names = [coilOf[outcome], ...(isRejected(outcome) ? (['rejectCoil'] as const) : [])];
  return [...new Set(names.map((name) => target[name]).filter((address) => address >= 0))];
}

function openRemoteCoils(
  target: TargetOf<'modbus-io'>,
  { outbox: kept, commands }: OutputSurroundings,
): LineOutput {
  const outbox = calmOutbox(kept);
  const conditions = createConditions(outbox);
  const all = [...new Set(remoteCoilNames.map((name) => target[name]).filter((address) => address >= 0))];
  let device: ModbusRTU | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let line: Promise<void> = Promise.resolve();
  /** Coils that are on, with their latest pulse, which keeps them on. */
  const on = new Map<number, number>();
  let pulses = 0;

  const remote = `${target.host}:${target.port}`;
  const gone = (error: unknown): StationError =>
    new OutputTroubleError('UNREACHABLE', 'remoteAway', { address: remote, said: messageOf(error) });

  function lose(error: unknown): void {
    device?.destroy(() => undefined);
    device = null;
    on.clear();
    if (closed) return;
    conditions.set('connection', gone(error));
    timer ??= setTimeout(() => {
      timer = null;
      after(connect);
    }, retryMs).unref();
  }

  /** Runs requests one after the other. A failed one drops the device, and the output connects again. */
  function after(act: () => Promise<void>): void {
    line = line.then(act).catch(lose);
  }

  async function connect(): Promise<void> {
    // Loaded with the first connection: most stations have no remote I/O.
    const { default: Modbus } = await import('modbus-serial');
    if (closed || device !== null) return;
    const made = new Modbus();
    made.setID(target.unit);
    made.setTimeout(patienceMs);
    const givenUp = new AbortController();
    try {
      await made.connectTCP(target.host, { port: target.port, socketOpts: { signal: givenUp.signal } });
    } catch (error) {
      // It would connect whenever the device is there again, and take one of its few connections for good.
      givenUp.abort();
      throw error;
    }
    device = made;
    // A coil still on from an interrupted connection would reject every part.
    for (const address of all) await made.writeCoil(address, false);
    conditions.set('connection', null);
    settle();
  }

  async function set(addresses: readonly number[], value: boolean): Promise<void> {
    for (const address of addresses) await device?.writeCoil(address, value);
  }

  function pulse(outcome: Outcome): void {
    const addresses = coilsFor(target, outcome);
    const number = ++pulses;
    if (device === null || addresses.length === 0) return;
    for (const address of addresses) on.set(address, number);
    after(() => set(addresses, true));
    setTimeout(() => {
      const ended = addresses.filter((address) => on.get(address) === number);
      for (const address of ended) on.delete(address);
      if (!closed) after(() => set(ended, false));
    }, target.pulseMs).unref();
  }

  /** Marks messages. Coils show the present, so outcomes without a device are given up and not repeated. */
  function settle(): void {
    if (closed) return;
    const messages = outbox.waiting(atOnce);
    if (device !== null) conditions.delivered(messages);
    else outbox.givenUp(messages.filter(({ body }) => body.kind !== 'test'));
  }

  const unsubscribe = commands.subscribe((event) => {
    if (event.kind !== 'part') return;
    if (target.lane === 0 || event.lanes.includes(target.lane)) pulse(event.part.verdict);
  });
  const looking = setInterval(() => {
    after(async () => {
      await device?.readCoils(all[0] ?? 0, 1);
    });
  }, lookMs).unref();
  conditions.set('connection', new OutputTroubleError('UNREACHABLE', 'remoteNotYet', { address: remote }));
  after(connect);

  return {
    accept: settle,
    tryNow: settle,
    async close() {
      clearInterval(looking);
      if (timer !== null) clearTimeout(timer);
      unsubscribe();
      settle();
      after(() => set(all, false));
      closed = true;
      conditions.close();
      await line;
      device?.close(() => undefined);
    },
  };
}
