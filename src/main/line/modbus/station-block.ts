import { stateBits, stateRegisters } from '../../../shared/domain/modbus-map.ts';
import type { LaneOfLine } from '../line-commands.ts';
import type { RegisterImage } from './register-image.ts';

/** Shows the lanes' states in the station's registers. */
export function showLanesOfStation(state: RegisterImage, lanes: readonly LaneOfLine[]): void {
  const { station } = stateRegisters;
  const isAny = (wanted: LaneOfLine['state']): boolean => lanes.some((lane) => lane.state === wanted);
  state.setNumber(0, station.lanes, lanes.length);
  state.setBit(0, station.state, stateBits.station.ready, isAny('ready'));
  state.setBit(0, station.state, stateBits.station.busy, isAny('busy'));
}
