import { InvalidArgumentError, type Command } from 'commander';
import { firstLane, mostLanes } from '../../shared/domain/lanes.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { CommandContext } from './command-context.ts';
import { pathOption, positiveNumber, wholeNumber } from './options.ts';
import type { SimulateLineOptions } from './commands/simulate-line.ts';

interface PlcOptions extends Pick<SimulateLineOptions, 'rate' | 'parts'> {
  readonly at: { readonly host: string; readonly port: number };
  readonly lane: number;
}

/** @throws InvalidArgumentError */
function placeOption(text: string): PlcOptions['at'] {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && port !== undefined) return { host, port: Number(port) };
  throw new InvalidArgumentError('An address with a port is needed, e.g. 192.168.0.20:1502.');
}

/** Adds `line`: trying the line without its machines. */
export function addLineCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
  alone: RunAlone,
): void {
  const line = program.command('line').description('the line as a whole');
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
    .requiredOption('--product <name>', 'what the lane inspects')
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
    .option('--rate <n>', 'parts a second, at most', positiveNumber, 5)
    .option('--parts <n>', 'how many', wholeNumber(1, 10_000_000), 1000)
    .action((options: SimulateLineOptions) =>
      station(async (context) => {
        const { simulateLine } = await import('./commands/simulate-line.ts');
        await simulateLine(context, options);
      }),
    );
}
