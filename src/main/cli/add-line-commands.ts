import type { Command } from 'commander';
import { firstLane, mostLanes } from '../../shared/domain/lanes.ts';
import type { CommandContext } from './command-context.ts';
import { pathOption, positiveNumber, wholeNumber } from './options.ts';
import type { SimulateLineOptions } from './commands/simulate-line.ts';

/** Adds `line`: trying the line without its machines. */
export function addLineCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  program
    .command('line')
    .description('the line as a whole')
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
