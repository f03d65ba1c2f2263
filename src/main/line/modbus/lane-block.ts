import {
  coilStride,
  commandRegisters,
  laneCoils,
  outcomeCodes,
  reasonCode,
  stateBits,
  stateRegisters,
} from '../../../shared/domain/modbus-map.ts';
import { notInspected, outcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import { visibleLine } from '../../../shared/domain/visible-text.ts';
import type { LaneOfLine } from '../line-commands.ts';
import type { LaneResult } from './lane-handshake.ts';
import type { RegisterImage } from './register-image.ts';

const registers = stateRegisters.lane;
const bits = stateBits.lane;

/** Writes the registers of a lane. @param block the lane's number */
export function laneBlock(state: RegisterImage, block: number) {
  const bit = (name: keyof typeof bits, on: boolean): void =>
    state.setBit(block, registers.state, bits[name], on);
  const isOn = (name: keyof typeof bits): boolean => state.bit(block, registers.state, bits[name]);

  return {
    bit,
    isOn,
    /** Shows the lane's state. For a waiting PLC `busy` is on from trigger to outcome. */
    lane({ state: of }: LaneOfLine, asked: boolean): void {
      bit('ready', of === 'ready' && !asked);
      bit('busy', asked || of === 'busy');
      bit('paused', of === 'paused');
    },
    triggerEcho: (value: number): void => state.setNumber(block, registers.triggerEcho, value),
    error(code: number): void {
      state.setNumber(block, registers.error, code);
      bit('error', code !== 0);
    },
    /**
     * Shows a result with its number. Sets `dataValid` last only for readability: nobody can read in between.
     */
    result({ part, trigger, partNumber }: LaneResult, sequence: number): void {
      const judged = part.verdict !== notInspected;
      state.setNumber(block, registers.sequence, sequence);
      state.setNumber(block, registers.resultTrigger, trigger);
      state.setNumber(block, registers.outcome, outcomeCodes[part.verdict]);
      state.setNumber(block, registers.reason, judged ? 0 : reasonCode(part.reason));
      state.setNumber(block, registers.partNumber, partNumber);
      state.setNumber(block, registers.score, judged ? part.score : 0);
      state.setText(block, registers.serial, part.name ?? '');
      bit('lost', false);
      bit('dataValid', true);
    },
    counts(counts: OutcomeCounts): void {
      const places = { ...registers, [notInspected]: registers.notInspected };
      for (const outcome of outcomes) state.setNumber(block, places[outcome], counts[outcome]);
    },
  };
}

export type LaneBlock = ReturnType<typeof laneBlock>;

/** Returns which coils of a lane are on, by their number in its block. */
export function laneCoilsOf(block: LaneBlock, pulses: ReadonlySet<number>): (coil: number) => boolean {
  const states: Readonly<Record<number, boolean>> = {
    [laneCoils.ready]: block.isOn('ready'),
    [laneCoils.busy]: block.isOn('busy'),
    [laneCoils.dataValid]: block.isOn('dataValid'),
    [laneCoils.error]: block.isOn('error'),
  };
  return (coil) => states[coil] ?? pulses.has(coil);
}

/** Returns the coils that an outcome switches on for a moment. */
export function pulsesOf(outcome: keyof typeof outcomeCodes): readonly number[] {
  const { goodPulse, reviewPulse, defectPulse, notInspectedPulse, rejectPulse } = laneCoils;
  return {
    good: [goodPulse],
    review: [reviewPulse],
    defect: [defectPulse, rejectPulse],
    [notInspected]: [notInspectedPulse, rejectPulse],
  }[outcome];
}

export const coilPlace = (address: number) => ({
  block: Math.floor(address / coilStride),
  coil: address % coilStride,
});

/** Returns the serial number that the PLC wrote for its next part; null: none; undefined: no single line of text. */
export function serialOf(commands: RegisterImage, block: number): string | null | undefined {
  const text = commands.text(block, commandRegisters.lane.serial);
  if (text === null || !visibleLine.test(text)) return undefined;
  return text.trim() === '' ? null : text.trim();
}
