import { setTimeout as sleep } from 'node:timers/promises';
import { keysOf } from '../../../shared/domain/keys.ts';
import {
  commandRegisters,
  laneStride,
  outcomeCodes,
  stateBits,
  stateRegisters,
} from '../../../shared/domain/modbus-map.ts';
import { notInspected, type Outcome } from '../../../shared/domain/outcome.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';

/** Number of a lane's input registers that the controller reads, up to the outcome. */
const looked = stateRegisters.lane.outcome.at + 1;
/** Time between two reads of the registers, milliseconds. */
const lookEveryMs = 2;
/** After this value, the counter continues at 1. */
const highestCounter = 65_535;
/** Longest wait for an answer of the station, milliseconds. */
const timeoutMs = 5000;

export interface ModbusPlace {
  readonly host: string;
  readonly port: number;
  readonly lane: number;
}

/**
 * Simulates a lane's controller over Modbus TCP (docs/line/modbus.md): trigger n, result n, acknowledge n. The lane
 * of the running station must be inspecting already.
 *
 * @throws StationError NOT_FOUND if no station answers; CONFLICT if the lane takes no parts
 */
export async function modbusLine({
  host,
  port,
  lane,
}: ModbusPlace): Promise<Omit<SimulatedLine, 'sessionId'>> {
  // Loaded only here, because no other command needs it.
  const { default: ModbusRTU } = await import('modbus-serial');
  const plc = new ModbusRTU();
  try {
    await plc.connectTCP(host, { port });
  } catch (error) {
    throw new StationError(
      'NOT_FOUND',
      `Nothing answers at ${host}:${port}. Set up the output “modbus” of the station, and start it.`,
      messageOf(error),
    );
  }
  plc.setID(1);
  plc.setTimeout(timeoutMs);
  const block = lane * laneStride;
  const { trigger, acknowledge, serial } = commandRegisters.lane;
  // The controller's counters begin at 0.
  await plc.writeRegisters(block + trigger.at, [0, 0, 0]);

  async function look() {
    const { data } = await plc.readInputRegisters(block, looked);
    const at = ({ at: place }: { readonly at: number }): number => data[place] ?? 0;
    const { state, triggerEcho, error, sequence, resultTrigger, outcome } = stateRegisters.lane;
    const has = (bit: keyof typeof stateBits.lane): boolean => (at(state) & (1 << stateBits.lane[bit])) !== 0;
    return {
      isValid: has('dataValid'),
      isThere: has('ready') || has('busy'),
      echo: at(triggerEcho),
      error: at(error),
      sequence: at(sequence),
      resultTrigger: at(resultTrigger),
      outcome: at(outcome),
    };
  }
  const first = await look();
  if (!first.isThere) {
    plc.close(() => undefined);
    throw new StationError(
      'CONFLICT',
      `Lane ${lane} takes no parts at ${host}:${port}. Start its inspection, with the trigger “software”.`,
    );
  }
  let last = first.sequence;

  return {
    async trigger(number) {
      const counter = ((number - 1) % highestCounter) + 1;
      await plc.writeRegisters(block + serial.at, wordsOf(partName(number)));
      await plc.writeRegister(block + trigger.at, counter);
      for (;;) {
        const seen = await look();
        if (seen.isValid && seen.sequence !== last) {
          last = seen.sequence;
          await plc.writeRegister(block + acknowledge.at, last);
          // Results of earlier parts and of parts without a trigger are acknowledged as well.
          if (seen.resultTrigger === counter) return outcomeOf(seen.outcome);
        } else if (seen.echo === counter && seen.error !== 0) {
          throw new StationError(
            'CONFLICT',
            `The lane took no part: error ${seen.error} (docs/line/modbus.md).`,
          );
        }
        await sleep(lookEveryMs);
      }
    },
    close() {
      plc.close(() => undefined);
      return Promise.resolve();
    },
  };
}

function outcomeOf(code: number): Outcome {
  return keysOf(outcomeCodes).find((outcome) => outcomeCodes[outcome] === code) ?? notInspected;
}

/** Converts text to registers: two bytes per register, the first in the high byte, ending with 0. */
function wordsOf(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  const words: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) words.push((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  return [...words, 0];
}
