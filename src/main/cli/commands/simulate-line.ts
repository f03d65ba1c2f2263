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
  /** A folder whose pictures the camera takes; the lane's own camera when left out. */
  readonly folder?: string;
  readonly lane?: number;
  readonly rate: number;
  readonly parts: number;
}

/**
 * Plays a line: triggers, a camera, and a controller that acknowledges each result; then compares what came with what was asked
 * for and with the log.
 *
 * @throws IncompleteError when a part is missing somewhere
 */
export async function simulateLine(context: CommandContext, options: SimulateLineOptions): Promise<void> {
  const { client, terminal, signal } = context;
  const line = await openLine(context, options);
  const tally = await playToEnd(line, terminal, signal, options);
  const { parts: logged } = await client.log.counts({ sessionId: line.sessionId });
  conclude(terminal, signal, tally, logged);
}

/** A line that is played at a station that runs, over its HTTP API. */
export interface SimulateAtStationOptions extends Omit<SimulateLineOptions, 'product'> {
  /** Its address, e.g. `http://127.0.0.1:4700`. */
  readonly station: string;
  /** The file that holds the token, alone. */
  readonly tokenFile: string;
}

/**
 * Plays a line at a station that runs: its lane is asked for parts, or is sent the pictures of a folder; then compares as
 * `simulateLine` does.
 *
 * @throws IncompleteError when a part is missing somewhere; StationError UNREACHABLE, and what the station refuses
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

/** Says what came of it, and compares results with the log. @throws IncompleteError */
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

/** @throws StationError CONFLICT when the lane's trigger does not go with what is to be played */
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

/** Plays the controller of a lane over Modbus TCP, at a station that runs. @throws IncompleteError when a result is missing */
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

/** Plays a line and closes it, whatever comes of it. */
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
