import { Option, type Command } from 'commander';
import { mostCompared } from '../../shared/contract/explanation.ts';
import { mostReportEntries } from '../../shared/contract/statistics.ts';
import { firstLane, mostLanes } from '../../shared/domain/lanes.ts';
import { sourceKindSchema } from '../../shared/domain/source-kinds.ts';
import { decimalSeparators } from '../../shared/domain/station-settings.ts';
import type { CommandContext } from './command-context.ts';
import { exportLog } from './commands/export-log.ts';
import { report } from './commands/report.ts';
import { similar } from './commands/similar.ts';
import { fileOption, languageOption, wallMoment, wholeNumber } from './options.ts';

/** Adds the commands that export the log, write reports on it, and search it. */
export function addLogCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
): void {
  const withPeriod = (command: Command): Command =>
    command
      .option('--product <name>', 'the product, also an archived one; all of them when left out')
      .option(
        '--lane <number>',
        'the lane that saw it; all of them when left out',
        wholeNumber(firstLane, mostLanes),
      )
      .option(
        '--shift <number>',
        'inspections that began in this shift',
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      )
      .addOption(
        new Option('--source <kind>', 'what came from sources of this kind').choices(
          sourceKindSchema.options,
        ),
      )
      .option('--cause <cause>', 'entries whose latest decision states this cause')
      .option('--from <day>', 'first day, e.g. 2026-11-01, or minute, 2026-11-01T14:05', wallMoment)
      .option('--to <day>', 'last day or minute, included', wallMoment);
  withPeriod(
    program
      .command('report')
      .description('write the reviewer’s report as PDF: yield, causes, rates, entries with pictures')
      .requiredOption('--out <file>', 'the PDF file', fileOption('.pdf')),
  )
    .addOption(languageOption())
    .option(
      '--entries <n>',
      'entries with pictures at most, the highest score first',
      wholeNumber(0, mostReportEntries),
      50,
    )
    .action((options: Parameters<typeof report>[1]) => station((context) => report(context, options)));
  withPeriod(
    program
      .command('export-log')
      .description('write the log of what was not good as CSV')
      .requiredOption('--out <file>', 'the CSV file', fileOption('.csv'))
      .addOption(
        new Option(
          '--decimal <separator>',
          'decimal separator; comma: fields are separated by semicolons; that of the station’s settings when left out',
        ).choices(decimalSeparators),
      ),
  ).action((options: Parameters<typeof exportLog>[1]) => station((context) => exportLog(context, options)));
  program
    .command('similar')
    .description('name the entries of the log whose defects look most like that of one of them')
    .requiredOption('--entry <number>', 'the entry’s number', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option(
      '--among <n>',
      'how many of the product’s newest entries to compare',
      wholeNumber(1, mostCompared),
      300,
    )
    .option('--limit <n>', 'how many to name', wholeNumber(1, 50), 12)
    .action((options: Parameters<typeof similar>[1]) => station((context) => similar(context, options)));
}
