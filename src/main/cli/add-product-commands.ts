import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { keptGoodBounds } from '../../shared/domain/kept-good.ts';
import { productFileEnding } from '../../shared/contract/products.ts';
import { exportProduct, importProduct } from './commands/product-file.ts';
import { publishTemplate, templates } from './commands/plant-templates.ts';
import { fileOption, orNone, wholeNumber } from './options.ts';
import {
  archiveProduct,
  duplicateProduct,
  keepGood,
  listProducts,
  restoreProduct,
} from './commands/products.ts';

const { oneIn, nearLimit } = keptGoodBounds;
const keptOneIn = wholeNumber(oneIn.least, oneIn.most);
const keptNearLimit = (text: string): number =>
  wholeNumber(nearLimit.least * 100, nearLimit.most * 100)(text) / 100;

/** Adds `products`, which lists, archives and restores products. */
export function addProductCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  const products = program
    .command('products')
    .alias('product')
    .description('list the products, archive and restore them');
  products
    .command('list', { isDefault: true })
    .description('list the products in use')
    .option('--archived', 'those that were archived')
    .action((options: Parameters<typeof listProducts>[1]) =>
      station((context) => listProducts(context, options)),
    );
  products
    .command('export')
    .description('write a product with images, models, limits and history as one file')
    .requiredOption('--product <name>', 'the product')
    .requiredOption('--to <file>', `the file, e.g. disc${productFileEnding}`, fileOption(productFileEnding))
    .action((options: Parameters<typeof exportProduct>[1]) =>
      station((context) => exportProduct(context, options)),
    );
  products
    .command('import')
    .description('take a product in that this or another station exported')
    .requiredOption('--from <file>', 'the file', fileOption(productFileEnding))
    .option('--as <name>', 'as a copy of this name, where the station has the product already')
    .action((options: Parameters<typeof importProduct>[1]) =>
      station((context) => importProduct(context, options)),
    );
  products
    .command('duplicate')
    .description(
      'make a product with the area, causes and settings of another one, without images and models',
    )
    .requiredOption('--product <name>', 'the product that is the template')
    .requiredOption('--as <name>', 'the new one')
    .action((options: Parameters<typeof duplicateProduct>[1]) =>
      station((context) => duplicateProduct(context, options)),
    );
  products
    .command('publish')
    .description('publish a product as a template in the plant: settings, without images and models')
    .requiredOption('--product <name>', 'the product')
    .option('--withdraw', 'it is a template no longer', false)
    .action((options: Parameters<typeof publishTemplate>[1]) =>
      station((context) => publishTemplate(context, options)),
    );
  products
    .command('templates')
    .description('list the templates of the plant, or make a product of one of them')
    .option('--take <name>', 'the template that a product is made of')
    .option(
      '--of <station>',
      'the number of its station, where several have one of this name',
      wholeNumber(1, 9999),
    )
    .option('--as <name>', 'what it is called here; its own name when left out')
    .action((options: Parameters<typeof templates>[1]) => station((context) => templates(context, options)));
  products
    .command('keep-good')
    .description('say which good parts the log keeps with their pictures, to find escapes among them')
    .requiredOption('--product <name>', 'the product')
    .option('--one-in <n>', 'one of so many, drawn by chance; "none": none of them', orNone(keptOneIn))
    .option(
      '--near-limit <percent>',
      'all whose score is at least so many percent of T1; "none": none of them',
      orNone(keptNearLimit),
    )
    .action((options: Parameters<typeof keepGood>[1]) => station((context) => keepGood(context, options)));
  products
    .command('archive')
    .description('take a product out of use; images, models and log stay')
    .argument('<name>', 'the product')
    .action((name: string) => station((context) => archiveProduct(context, name)));
  products
    .command('restore')
    .description('take an archived product back into use')
    .argument('<name>', 'the product, or the beginning of its id')
    .action((name: string) => station((context) => restoreProduct(context, name)));
}
