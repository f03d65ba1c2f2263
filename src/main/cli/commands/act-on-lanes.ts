import { IncompleteError } from '../command-failure.ts';
import { stationApi, tokenIn } from '../simulation/station-api.ts';
import type { Terminal } from '../terminal.ts';

export interface ActOnLanesOptions {
  /** The address of a station that runs, e.g. `http://127.0.0.1:4700`. */
  readonly station: string;
  /** The file that holds the token, alone. */
  readonly tokenFile: string;
  /** All of them when left out. */
  readonly lane?: number;
}

/**
 * Starts or stops the inspections of a station that runs, over its HTTP API, and prints how its lanes stand then.
 *
 * @throws IncompleteError when a lane could not; StationError UNREACHABLE, and what the station refuses
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
