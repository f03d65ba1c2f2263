import { firstLane } from '../../../shared/domain/lanes.ts';
import { outcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { triggerKinds } from '../../../shared/domain/triggers.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { IncompleteError } from '../command-failure.ts';
import { folderLine } from '../simulation/folder-line.ts';
import { httpLine } from '../simulation/http-line.ts';
import { laneLine } from '../simulation/lane-line.ts';
import type { LineTally } from '../simulation/line-tally.ts';
import { modbusLine, type ModbusPlace } from '../simulation/modbus-line.ts';
import { playLine } from '../simulation/play-line.ts';
import { stationApi, tokenIn } from '../simulation/station-api.ts';
import type { SimulatedLine } from '../simulation/simulated-line.ts';
import type { Terminal } from '../terminal.ts';

export interface SimulateLineOptions {
  readonly product: string;
  /** A folder with the camera's pictures; the lane's own camera if left out. */
  readonly folder?: string;
  readonly lane?: number;
  readonly rate: number;
  readonly parts: number;
}

/**
 * Simulates a line: triggers, a camera, and a controller that acknowledges each result. Then compares the results
 * with the triggers and with the log.
 *
 * @throws IncompleteError if a part is missing in the results or in the log
 */
export async function simulateLine(context: CommandContext, options: SimulateLineOptions): Promise<void> {
  const { client, terminal, signal } = context;
  const line = await openLine(context, options);
  const tally = await playToEnd(line, terminal, signal, options);
  const { parts: logged } = await client.log.counts({ sessionId: line.sessionId });
  conclude(terminal, signal, tally, logged);
}

/** Options of a simulated line at a running station, over the HTTP API. */
export interface SimulateAtStationOptions extends Omit<SimulateLineOptions, 'product'> {
  /** The station's address, such as `http://127.0.0.1:4700`. */
  readonly station: string;
  /** A file that contains only the token. */
  readonly tokenFile: string;
}

/**
 * Simulates a line at a running station: requests parts from its lane or sends it a folder's pictures. Then compares
 * the results as `simulateLine` does.
 *
 * @throws IncompleteError if a part is missing; StationError UNREACHABLE, and the station's own errors
 */
export async function simulateAtStation(
  terminal: Terminal,
  signal: AbortSignal,
  { station, tokenFile, folder, lane = firstLane, ...pace }: SimulateAtStationOptions,
): Promise<void> {
  const line = await httpLine(stationApi(station, await tokenIn(tokenFile)), { folder, lane });
  const tally = await playToEnd({ ...line, close: () => Promise.resolve() }, terminal, signal, pace);
  conclude(terminal, signal, tally, await line.logged());
}

/** Prints the tally and compares it with the log. @throws IncompleteError */
function conclude(terminal: Terminal, signal: AbortSignal, tally: LineTally, logged: OutcomeCounts): void {
  const { triggers, lost } = tally;
  printTally(terminal, tally);
  terminal.printJson({ ...tally, logged });
  signal.throwIfAborted();
  const missing = outcomes.filter((one) => logged[one] !== tally.outcomes[one]);
  if (lost > 0 || missing.length > 0) {
    const text = outcomes.map((one) => `${one} ${logged[one]}`).join(', ');
    throw new IncompleteError(`${lost} of ${triggers} parts have no result; the log has ${text}.`);
  }
}

/** Opens the line to simulate. @throws StationError CONFLICT if the lane's trigger does not fit the simulation */
async function openLine(
  context: CommandContext,
  { product: name, folder, lane: number = firstLane }: SimulateLineOptions,
): Promise<SimulatedLine> {
  const { client } = context;
  const { id: productId } = await productByName(client, name);
  const lane = (await client.lanes.list()).find((one) => one.number === number);
  if (!lane) throw new StationError('NOT_FOUND', `There is no lane ${number}. "lanes list" shows them.`);
  const { kind } = lane.trigger;
  if (folder !== undefined) {
    if (kind === 'free') return folderLine(context, { folder, productId, lane: number });
    throw new StationError(
      'CONFLICT',
      `“${lane.name}” has the trigger “${kind}”; a folder gives parts by itself. Choose a lane with the trigger “free”.`,
    );
  }
  if (triggerKinds[kind].asked) return laneLine(context, { lane: number, productId });
  throw new StationError(
    'CONFLICT',
    `“${lane.name}” has the trigger “${kind}”, so that nobody can ask it for parts. Set its trigger to “software”, ` +
      'or name a folder of pictures.',
  );
}

/** Simulates a lane's controller over Modbus TCP at a running station. @throws IncompleteError if a result is missing */
export async function simulatePlc(
  terminal: Terminal,
  signal: AbortSignal,
  { rate, parts, ...place }: PlayPace & ModbusPlace,
): Promise<void> {
  const tally = await playToEnd(await modbusLine(place), terminal, signal, { rate, parts });
  printTally(terminal, tally);
  terminal.printJson(tally);
  signal.throwIfAborted();
  if (tally.lost > 0) throw new IncompleteError(`${tally.lost} of ${tally.triggers} parts have no result.`);
}

type PlayPace = Pick<SimulateLineOptions, 'rate' | 'parts'>;

/** Plays a line and always closes it. */
async function playToEnd(
  line: Pick<SimulatedLine, 'trigger' | 'close'>,
  terminal: Terminal,
  signal: AbortSignal,
  { rate, parts }: PlayPace,
): Promise<LineTally> {
  try {
    return await playLine(line, {
      rate,
      parts,
      signal,
      onPart: (done) => terminal.progress(`Part ${done} of ${parts}`),
    });
  } finally {
    await line.close();
  }
}

function printTally(terminal: Terminal, { triggers, outcomes: counts, lost, p50, p99 }: LineTally): void {
  const text = outcomes.map((outcome) => `${outcome} ${counts[outcome]}`).join(', ');
  terminal.print(`triggers ${triggers}, ${text}, lost ${lost}`);
  terminal.print(`trigger to result: p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`);
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} ms`;
}
