import {
  commandRegisters,
  lineCommands,
  modbusErrors,
  type ModbusError,
} from '../../../shared/domain/modbus-map.ts';
import { noOutcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import type { OutputTroubleKind } from '../../../shared/domain/output-trouble-kinds.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { triggerKinds } from '../../../shared/domain/triggers.ts';
import type { LanePart, LaneParts } from '../lane-parts.ts';
import type { LaneOfLine, LineCommands } from '../line-commands.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { laneBlock, pulsesOf, serialOf } from './lane-block.ts';
import { createLaneHandshake, type LaneResult } from './lane-handshake.ts';
import type { RegisterImage } from './register-image.ts';

export interface ModbusLaneParts {
  /** The lane's number. */
  readonly number: number;
  readonly commands: LineCommands;
  readonly lanes: LaneParts;
  /** The registers that the PLC writes, and those that the station shows. */
  readonly written: RegisterImage;
  readonly state: RegisterImage;
  readonly acknowledgeMs: number;
  readonly pulseMs: number;
  readonly user: Parameters<LineCommands['start']>[1];
  /** Reports a request of the PLC that cannot be carried out. */
  readonly refuse: (error: StationError) => void;
  /** Called after a request, because it changes the state of this lane and others of its group. */
  readonly asked: () => void;
  readonly acknowledged: (result: LaneResult) => void;
  readonly givenUp: (result: LaneResult) => void;
}

export type ModbusLane = ReturnType<typeof createModbusLane>;

/** A lane for a PLC: takes requests, starts and stops, and shows results. */
export function createModbusLane(parts: ModbusLaneParts) {
  const { number, commands, lanes, written, state, pulseMs, user, refuse } = parts;
  const block = laneBlock(state, number);
  const pulses = new Set<number>();
  const timers = new Set<NodeJS.Timeout>();
  let counts: OutcomeCounts = noOutcomes;
  /** Null: the PLC has not sent its counter yet. */
  let trigger: number | null = null;
  let command = 0;

  const handshake = createLaneHandshake(parts.acknowledgeMs, {
    shown(result, sequence) {
      block.result(result, sequence);
      pulse(pulsesOf(result.part.verdict));
    },
    acknowledged(result) {
      block.bit('dataValid', false);
      parts.acknowledged(result);
    },
    givenUp(result) {
      block.bit('dataValid', false);
      block.bit('lost', true);
      parts.givenUp(result);
      fail('notAcknowledged', 'notAcknowledged');
    },
  });

  function pulse(coils: readonly number[]): void {
    for (const coil of coils) pulses.add(coil);
    const timer = setTimeout(() => {
      for (const coil of coils) pulses.delete(coil);
      timers.delete(timer);
    }, pulseMs).unref();
    timers.add(timer);
  }

  /** Returns whether the lane takes requests for parts in its present state; it may still be busy. */
  function takesParts(): boolean {
    const lane = commands.lanes().find((other) => other.number === number);
    if (lane === undefined || !triggerKinds[lane.trigger].asked) return false;
    return lane.state === 'ready' || lane.state === 'busy';
  }

  function fail(
    code: ModbusError,
    kind: OutputTroubleKind,
    values: Readonly<Record<string, string | number>> = {},
  ): void {
    block.error(modbusErrors[code]);
    refuse(new OutputTroubleError('BAD_INPUT', kind, { lane: number, ...values }));
  }

  /** Shows a refused request to the PLC. */
  function refused(error: unknown, otherwise: ModbusError): void {
    const code = error instanceof StationError && error.code === 'NOT_FOUND' ? 'noLane' : otherwise;
    fail(code, 'askedInVain', { said: messageOf(error) });
  }

  function ask(value: number): void {
    block.triggerEcho(value);
    if (lanes.isAsked(number)) {
      return fail('busy', 'askedTooSoon');
    }
    const serial = serialOf(written, number);
    if (serial === undefined) {
      return fail('badSerial', 'serialNoText');
    }
    try {
      lanes.ask(number, value, serial);
      block.error(0);
    } catch (error) {
      refused(error, takesParts() ? 'busy' : 'notRunning');
    }
    parts.asked();
  }

  return {
    show: (lane: LaneOfLine): void => block.lane(lane, lanes.isAsked(number)),
    /** Coils that are on for a moment. */
    pulses,
    block,
    trigger(): void {
      const value = written.number(number, commandRegisters.lane.trigger);
      if (value === trigger) return;
      const first = trigger === null;
      trigger = value;
      if (value === 0) return block.triggerEcho(0);
      if (first) {
        block.triggerEcho(value);
        return fail('notSynchronised', 'triggerNotSynchronised');
      }
      ask(value);
    },
    acknowledge: (): void => handshake.acknowledge(written.number(number, commandRegisters.lane.acknowledge)),
    command(): void {
      const value = written.number(number, commandRegisters.lane.command);
      if (value === command) return;
      command = value;
      if (value === lineCommands.none) return;
      if (value !== lineCommands.start && value !== lineCommands.stop) {
        return fail('unknownCommand', 'laneCommandUnknown', { command: value });
      }
      block.error(0);
      const done = value === lineCommands.start ? commands.start(number, user) : commands.stop(number, user);
      void done.catch((error: unknown) => {
        // A start that a later command has ended is no failure of that one.
        if (command === value) refused(error, 'commandFailed');
      });
    },
    reserved: (address: number): void => fail('reservedRegister', 'registerReserved', { register: address }),
    /** Takes a part's outcome, which is logged. */
    outcome({ part, request, partNumber }: LanePart): void {
      counts = { ...counts, [part.verdict]: counts[part.verdict] + 1 };
      block.counts(counts);
      handshake.add({ part, trigger: request ?? 0, partNumber: partNumber ?? part.partNumber ?? 0 });
    },
    /** Returns results that the PLC does not have yet. */
    open: handshake.open,
    close(): void {
      handshake.close();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
