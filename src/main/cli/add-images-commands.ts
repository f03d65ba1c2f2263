import type { Command } from 'commander';
import { mostSnapshots } from '../../shared/contract/cameras.ts';
import { cameraOption } from './camera-words.ts';
import type { CommandContext } from './command-context.ts';
import { images } from './commands/images.ts';
import { takeSnapshots } from './commands/snapshots.ts';
import { wholeNumber } from './options.ts';

/** Adds `images`, which counts and checks a product's images and takes new ones with a camera of the station. */
export function addImagesCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  const group = program.command('images').description('count the images of a product, take new ones');
  group
    .command('count', { isDefault: true })
    .description('count the images of a product')
    .requiredOption('--product <name>', 'the product')
    .option('--check', 'look for near duplicates and unusual training images')
    .action((options: Parameters<typeof images>[1]) => station((context) => images(context, options)));
  group
    .command('snapshot')
    .description('take good training images with a camera of the station, as an inspection would see them')
    .requiredOption('--product <name>', 'the product')
    .addOption(cameraOption().makeOptionMandatory())
    .option('--count <n>', 'how many', wholeNumber(1, mostSnapshots), 1)
    .option('--every <ms>', 'from one to the next, milliseconds', wholeNumber(0, 60_000), 500)
    .action((options: Parameters<typeof takeSnapshots>[1]) =>
      station((context) => takeSnapshots(context, options)),
    );
}
