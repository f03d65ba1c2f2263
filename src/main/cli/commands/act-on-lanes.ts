import { IncompleteError } from '../command-failure.ts';
import { stationApi, tokenIn } from '../simulation/station-api.ts';
import type { Terminal } from '../terminal.ts';

export interface ActOnLanesOptions {
  /** The address of a running station, such as `http://127.0.0.1:4700`. */
  readonly station: string;
  /** A file that contains only the token. */
  readonly tokenFile: string;
  /** All lanes if left out. */
  readonly lane?: number;
}

/**
 * Starts or stops the inspections of a running station over its HTTP API, and prints the states of its lanes.
 *
 * @throws IncompleteError if a lane failed; StationError UNREACHABLE, and the station's own errors
 */
export async function actOnLanes(
  terminal: Terminal,
  what: 'start' | 'stop',
  { station, tokenFile, lane }: ActOnLanesOptions,
): Promise<void> {
  const api = stationApi(station, await tokenIn(tokenFile));
  const { lanes, refused } = await api.act(what, lane ?? null);
  for (const { number, name, state } of lanes) terminal.print(`${number} ${name}: ${state}`);
  terminal.printJson({ lanes, refused });
  if (refused.length === 0) return;
  throw new IncompleteError(refused.map(({ name, detail }) => `${name}: ${detail}`).join('\n'));
}
