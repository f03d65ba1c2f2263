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
/** For how long it stays away, milliseconds. */
const awayMs = 150;
/** What the registers do not show by now is missing, milliseconds. */
const patienceMs = 30_000;
/** Results that it does not acknowledge. */
const ignoredResults = 3;

interface Wanted {
  readonly counter: number;
  readonly serial: string;
  /** The counters when it was triggered. */
  before: OutcomeCounts | null;
  readonly done: PromiseWithResolvers<Outcome>;
}

/**
 * The controller of lane 1 over Modbus TCP: in each cycle it looks at the registers, acknowledges the result that stands there, and
 * writes its trigger until the station has seen it. It can lose its connection with a part under way, and leave results without
 * acknowledgement.
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

  /** Where the station's counter stands is known once 0 was written. */
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
      // The error of a result that was given up may stand there while the part is under way.
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
        // What is read is no older than the wish: parts of before are counted in it.
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
    /** Its station listens: registers know nothing of parts that were before. */
    greeted: greeted.promise,
    /** Asks for a part. @returns its outcome, by the counters in the registers: its result may have been given up meanwhile */
    trigger(serial: string): Promise<Outcome> {
      counter = (counter % highestCounter) + 1;
      const done = Promise.withResolvers<Outcome>();
      wanted = { counter, serial, before: null, done };
      return done.promise;
    },
    /** Loses its connection at its next trigger. */
    leave: () => void (leavesNext = true),
    /** Leaves the next results without an acknowledgement. */
    ignore: () => void (ignored = ignoredResults),
    /** The counters in the registers, once they have so many parts. */
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
