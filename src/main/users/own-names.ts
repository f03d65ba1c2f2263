import { StationError } from '../../shared/domain/station-error.ts';
import { looksLike } from '../../shared/domain/visible-text.ts';
import { singleUser } from './single-user.ts';

/** Names of actors that are no persons: the station, and machines of the line by their protocol. */
const machines = ['station', 'Modbus', 'OPC UA', 'mqtt', 'sparkplug'] as const;

/**
 * Refuses names that the station uses for itself, because decisions and the audit trail name people.
 *
 * @throws StationError BAD_INPUT
 */
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
