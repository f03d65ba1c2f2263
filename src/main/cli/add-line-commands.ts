import { InvalidArgumentError, type Command } from 'commander';
import { firstLane, mostLanes } from '../../shared/domain/lanes.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { CommandContext } from './command-context.ts';
import { pathOption, positiveNumber, wholeNumber } from './options.ts';
import type { ActOnLanesOptions } from './commands/act-on-lanes.ts';
import type { SimulateLineOptions } from './commands/simulate-line.ts';

interface PlcOptions extends Pick<SimulateLineOptions, 'rate' | 'parts'> {
  readonly at: { readonly host: string; readonly port: number };
  readonly lane: number;
}

interface SimulateOptions extends Omit<SimulateLineOptions, 'product'> {
  readonly product?: string;
  readonly station?: string;
  readonly tokenFile?: string;
}

/** @throws InvalidArgumentError */
function stationOption(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw new InvalidArgumentError('An address is needed, e.g. http://192.168.0.20:4700.');
}

/** @throws InvalidArgumentError */
function placeOption(text: string): PlcOptions['at'] {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && port !== undefined) return { host, port: Number(port) };
  throw new InvalidArgumentError('An address with a port is needed, e.g. 192.168.0.20:1502.');
}

/** Adds `line`, which tries the line without its machines. */
export function addLineCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
  alone: RunAlone,
): void {
  const line = program.command('line').description('the line as a whole');
  for (const [what, words] of [
    ['start', 'start the inspections of all lanes, or of one, at a station that runs'],
    ['stop', 'stop them'],
  ] as const) {
    line
      .command(what)
      .description(words)
      .requiredOption('--station <address>', 'of the station, whose HTTP API is asked', stationOption)
      .requiredOption('--token-file <file>', 'its token, as “access add” prints it', pathOption)
      .option('--lane <number>', 'this one alone', wholeNumber(firstLane, mostLanes))
      .action((options: ActOnLanesOptions) =>
        alone(async (terminal) => {
          const { actOnLanes } = await import('./commands/act-on-lanes.ts');
          await actOnLanes(terminal, what, options);
        }),
      );
  }
  line
    .command('plc')
    .description('play the controller of a lane over Modbus TCP, at a station that runs and inspects there')
    .option('--at <address>', 'of the output “modbus”', placeOption, { host: '127.0.0.1', port: 1502 })
    .option('--lane <number>', 'whose trigger is “software”', wholeNumber(firstLane, mostLanes), firstLane)
    .option('--rate <n>', 'parts a second, at most', positiveNumber, 5)
    .option('--parts <n>', 'how many', wholeNumber(1, 10_000_000), 1000)
    .action(({ at, ...options }: PlcOptions) =>
      alone(async (terminal, signal) => {
        const { simulatePlc } = await import('./commands/simulate-line.ts');
        await simulatePlc(terminal, signal, { ...at, ...options });
      }),
    );
  line
    .command('simulate')
    .description('play a line: triggers at a rate, a camera, and a controller that acknowledges each result')
    .option('--product <name>', 'what the lane inspects; needed without --station')
    .option(
      '--folder <dir>',
      'pictures that the camera takes; the lane’s own camera when left out',
      pathOption,
    )
    .option(
      '--lane <number>',
      'with --folder one whose trigger is “free”, else “software”',
      wholeNumber(firstLane, mostLanes),
      firstLane,
    )
    .option(
      '--station <address>',
      'a station that runs and inspects, over its HTTP API; with --folder the lane’s source is “push”',
      stationOption,
    )
    .option('--token-file <file>', 'the token that --station asks for, as “access add” prints it', pathOption)
    .option('--rate <n>', 'parts a second, at most', positiveNumber, 5)
    .option('--parts <n>', 'how many', wholeNumber(1, 10_000_000), 1000)
    .action(async (options: SimulateOptions, command: Command) => {
      const { product, station: address, tokenFile, ...rest } = options;
      if (address !== undefined) {
        if (product !== undefined) {
          return command.error('error: with --station the lane inspects its own product.');
        }
        if (tokenFile === undefined) return command.error('error: --station needs --token-file.');
        return alone(async (terminal, signal) => {
          const { simulateAtStation } = await import('./commands/simulate-line.ts');
          await simulateAtStation(terminal, signal, { ...rest, station: address, tokenFile });
        });
      }
      if (tokenFile !== undefined) return command.error('error: --token-file goes with --station.');
      if (product === undefined) return command.error('error: --product or --station is needed.');
      return station(async (context) => {
        const { simulateLine } = await import('./commands/simulate-line.ts');
        await simulateLine(context, { ...rest, product });
      });
    });
}
