import { Option, type Command } from 'commander';
import { modelFileEnding } from '../../shared/contract/models.ts';
import type { CommandContext } from './command-context.ts';
import { exportModel } from './commands/export.ts';
import { importModel } from './commands/import-model.ts';
import { activate, editModel, listModels, listGoodParts } from './commands/models.ts';
import { anyNumber, pathOption, wholeNumber } from './options.ts';

/** Adds the commands that list, name, put away, export, import and activate models. */
export function addModelsCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  program
    .command('export')
    .description('copy a model, graph and card, into a folder, or write it as one file')
    .requiredOption('--product <name>', 'the product')
    .option('--model <id>', 'its id, how that begins, or its name; the active one when left out')
    .requiredOption('--to <dir>', `the folder, or a file that ends in ${modelFileEnding}`, pathOption)
    .action((options: Parameters<typeof exportModel>[1]) =>
      station((context) => exportModel(context, options)),
    );
  program
    .command('import-model')
    .description('take in a model that this or another station exported; it is not activated')
    .requiredOption('--from <dir>', 'the folder or file that the export made', pathOption)
    .option(
      '--product <name>',
      'the product; the one it was trained for when left out, made when there is none',
    )
    .action((options: Parameters<typeof importModel>[1]) =>
      station((context) => importModel(context, options)),
    );
  const models = program
    .command('models')
    .alias('model')
    .description('list the models of a product, name them, put them away');
  models
    .command('list', { isDefault: true })
    .description('list the models of a product, and which one was activated when, by whom and why')
    .requiredOption('--product <name>', 'the product')
    .option('--archived', 'those that were put away, too')
    .action((options: Parameters<typeof listModels>[1]) =>
      station((context) => listModels(context, options)),
    );
  models
    .command('edit')
    .description('name a model, note something on it, keep it on top of the list, or put it away')
    .requiredOption('--product <name>', 'the product')
    .requiredOption('--model <id>', 'its id, how that begins, or its name')
    .option('--name <name>', 'what it is called; empty: by its preset and time')
    .option('--note <text>', 'what is to be known of it')
    .option('--pin', 'keep it on top of the list')
    .option('--no-pin', 'leave it in its order')
    .option('--archive', 'put it away; the active one stays')
    .addOption(new Option('--restore', 'take it back into the list').conflicts('archive'))
    .action((options: Parameters<typeof editModel>[1]) => station((context) => editModel(context, options)));
  models
    .command('scores')
    .description('list the good images that a model’s limits come from, the highest score first')
    .requiredOption('--product <name>', 'the product')
    .option('--model <id>', 'its id, how that begins, or its name; the active one when left out')
    .option('--worst <n>', 'so many, 5 when left out', wholeNumber(1, 100_000), 5)
    .action((options: Parameters<typeof listGoodParts>[1]) =>
      station((context) => listGoodParts(context, options)),
    );
  program
    .command('activate')
    .description('make a model the one that inspects; also to roll back to an earlier one')
    .requiredOption('--product <name>', 'the product')
    .requiredOption('--model <id>', 'its id, how that begins, or its name')
    .option('--note <text>', 'why; kept in the log, needed where more than a fifth of the known defects pass')
    .option('--review <score>', 'T1 to inspect with', anyNumber)
    .option('--defect <score>', 'T2 to inspect with', anyNumber)
    .action((options: Parameters<typeof activate>[1]) => station((context) => activate(context, options)));
}
