import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { limits, type LimitsOptions } from './commands/limits.ts';
import { proposeLimits, type ProposeOptions } from './commands/propose-limits.ts';
import {
  anyNumber,
  escapeCostOption,
  escapeRateOption,
  pathOption,
  pixelOption,
  shareOption,
} from './options.ts';

/** Adds `limits`, which prints and sets limits, and its subcommand that proposes them. */
export function addLimitsCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  const command = program
    .command('limits')
    .description('print the limits of the active model, and set those that are given')
    .requiredOption('--product <name>', 'the product')
    .option('--review <score>', 'T1: from this image score on a part goes to review', anyNumber)
    .option('--defect <score>', 'T2: from this image score on a part is a defect', anyNumber)
    .option(
      '--pixel <score>',
      'pixel threshold: from this value of the map on a pixel belongs to a region; follow: it moves with T2',
      pixelOption,
    )
    .option(
      '--smallest-area <share>',
      'a region of at least this share of the picture is a defect, e.g. 0.0005; 0: off',
      shareOption,
    )
    .action((options: LimitsOptions) => station((context) => limits(context, options)));
  command
    .command('propose')
    .description('propose limits from good and defective test images together, and say what they decide')
    .option('--model <id>', 'its id, or how it begins; the active one when left out')
    .option('--data <dir>', 'a labelled folder; the latest evaluation when left out', pathOption)
    .option(
      '--cost <k>',
      'an escape costs so many false rejects; kept with the product, 10 at first',
      escapeCostOption,
    )
    .option('--escape-rate <share>', 'at most this share of the defective parts may escape', escapeRateOption)
    .option('--f1', 'the highest F1')
    .option('--use', 'put the proposed limits in force')
    .action((_options, own: Command) =>
      station((context) => proposeLimits(context, own.optsWithGlobals<ProposeOptions>())),
    );
}
