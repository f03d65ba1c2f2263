import { StationError } from '../../shared/domain/station-error.ts';
import { looksLike } from '../../shared/domain/visible-text.ts';
import { singleUser } from './single-user.ts';

/** Who acts without being a person: the station by itself, and machines of the line, by their protocol. */
const machines = ['station', 'Modbus', 'OPC UA', 'mqtt', 'sparkplug'] as const;

/** Whoever has a name stands beside decisions and in the audit trail with it. @throws StationError BAD_INPUT */
export function refuseOwnName(name: string): void {
  if (looksLike(name, singleUser.name)) {
    throw new StationError(
      'BAD_INPUT',
      `“${name}” is whoever sits at the station. Take the name of the person it is for.`,
    );
  }
  if (machines.some((machine) => looksLike(name, machine))) {
    throw new StationError(
      'BAD_INPUT',
      `“${name}” is what the station calls itself or a machine of the line. Take another name.`,
    );
  }
}
