import { setTimeout as sleep } from 'node:timers/promises';
import ModbusRTU from 'modbus-serial';
import { keysOf } from '../../../src/shared/domain/keys.ts';
import { modbusErrors, outcomeCodes } from '../../../src/shared/domain/modbus-map.ts';
import {
  arrivedIn,
  noOutcomes,
  outcomes,
  type Outcome,
  type OutcomeCounts,
} from '../../../src/shared/domain/outcome.ts';
import { readLane, wordsOf, type LaneRegisters } from '../lane-registers.ts';
import { receivedParts } from './received-parts.ts';

const lane = 1;
const block = lane * 100;
const highestCounter = 65_535;
const timeoutMs = 2000;
/** Time that the PLC stays away, milliseconds. */
const awayMs = 150;
/** Time after which a value that the registers do not show counts as missing, milliseconds. */
const patienceMs = 30_000;
/** Number of results that the PLC does not acknowledge. */
const ignoredResults = 3;

interface Wanted {
  readonly counter: number;
  readonly serial: string;
  /** The counters at the trigger; null before it. */
  before: OutcomeCounts | null;
  readonly done: PromiseWithResolvers<Outcome>;
}

/**
 * The controller of lane 1 over Modbus TCP. In each cycle it reads the registers, acknowledges the result there, and writes
 * its trigger until the station has seen it. It can lose its connection while a part is under way, and can leave results
 * without acknowledgement.
 */
export function openUnsteadyPlc(port: number) {
  const parts = receivedParts();
  let connection: ModbusRTU | null = null;
  let awayUntil = 0;
  let leavesNext = false;
  let ignored = 0;
  let sequence = 0;
  let ignoresThis = false;
  let counter = 0;
  let wanted: Wanted | null = null;
  let shown = noOutcomes;
  const greeted = Promise.withResolvers<undefined>();
  const ending = new AbortController();
  const isOver = (): boolean => ending.signal.aborted;

  async function connected(): Promise<ModbusRTU> {
    if (connection !== null) return connection;
    while (performance.now() < awayUntil) await sleep(5);
    const made = new ModbusRTU();
    await made.connectTCP('127.0.0.1', { port });
    made.setID(1);
    made.setTimeout(timeoutMs);
    connection = made;
    return made;
  }

  function disconnect(): void {
    connection?.destroy(() => undefined);
    connection = null;
  }

  /** Writes 0 as trigger, so that the state of the station's counter is known. */
  async function greet(): Promise<void> {
    while (!isOver()) {
      try {
        await (await connected()).writeRegisters(block, [0, 0, 0]);
        return greeted.resolve(undefined);
      } catch {
        disconnect();
        await sleep(20);
      }
    }
  }

  async function take(plc: ModbusRTU, seen: LaneRegisters): Promise<void> {
    shown = countsOf(seen);
    if (!seen.valid) return;
    if (seen.sequence !== sequence) {
      sequence = seen.sequence;
      const outcome = keysOf(outcomeCodes).find((key) => outcomeCodes[key] === seen.outcome);
      if (outcome) parts.add(seen.partNumber, outcome);
      ignoresThis = ignored > 0;
      if (ignoresThis) ignored -= 1;
    }
    if (!ignoresThis) await plc.writeRegister(block + 1, sequence);
  }

  async function ask(plc: ModbusRTU, seen: LaneRegisters, part: Wanted): Promise<void> {
    if (seen.echo !== part.counter) {
      part.before ??= countsOf(seen);
      await plc.writeRegisters(block + 10, wordsOf(part.serial));
      const written = plc.writeRegister(block, part.counter);
      if (!leavesNext) {
        await written;
        return;
      }
      leavesNext = false;
      written.catch(() => undefined);
      awayUntil = performance.now() + awayMs;
      return disconnect();
    }
    const { before } = part;
    const counts = countsOf(seen);
    if (before === null || arrivedIn(counts) === arrivedIn(before)) {
      // The registers may still show the error of a result that was given up while this part is under way.
      if (seen.error === 0 || seen.error === modbusErrors.notAcknowledged || seen.busy) return;
      wanted = null;
      return part.done.reject(new Error(`The lane took no part: error ${seen.error}`));
    }
    if (seen.busy) return;
    wanted = null;
    const outcome = outcomes.find((one) => counts[one] > before[one]);
    if (outcome && arrivedIn(counts) === arrivedIn(before) + 1) part.done.resolve(outcome);
    else part.done.reject(new Error('One trigger has more than one outcome'));
  }

  async function cycle(): Promise<void> {
    await greet();
    while (!isOver()) {
      try {
        const plc = await connected();
        // These registers were read after the request, so their counters include all earlier parts.
        const part = wanted;
        const seen = await readLane(plc, lane);
        await take(plc, seen);
        if (part !== null) await ask(plc, seen, part);
      } catch {
        disconnect();
      }
      await sleep(1);
    }
    disconnect();
  }

  const cycling = cycle();

  return {
    parts,
    /** Resolves when the station listens; its registers do not tell of parts before. */
    greeted: greeted.promise,
    /** Asks for a part. @returns its outcome from the counters in the registers, because its result may have been given up */
    trigger(serial: string): Promise<Outcome> {
      counter = (counter % highestCounter) + 1;
      const done = Promise.withResolvers<Outcome>();
      wanted = { counter, serial, before: null, done };
      return done.promise;
    },
    /** Loses the connection at the next trigger. */
    leave: () => void (leavesNext = true),
    /** Leaves the next results without acknowledgement. */
    ignore: () => void (ignored = ignoredResults),
    /** Resolves with the counters in the registers once they count that many parts. */
    async counters(arrived: number): Promise<OutcomeCounts> {
      const until = performance.now() + patienceMs;
      while (arrivedIn(shown) < arrived && performance.now() < until) await sleep(5);
      return shown;
    },
    close(): Promise<void> {
      ending.abort();
      return cycling;
    },
  };
}

function countsOf({ good, review, defect, notInspected }: LaneRegisters): OutcomeCounts {
  return { good, review, defect, 'not-inspected': notInspected };
}
