import { Command, Option } from 'commander';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import { precisionSchema } from '../../shared/contract/training.ts';
import { trainingDevices } from '../../shared/domain/training-device.ts';
import { addBackupCommands } from './add-backup-commands.ts';
import { addCamerasCommands } from './add-cameras-commands.ts';
import { addDoctorCommand } from './add-doctor-command.ts';
import { addImagesCommands } from './add-images-commands.ts';
import { addLimitsCommands } from './add-limits-commands.ts';
import { addLogCommands } from './add-log-commands.ts';
import { addModelsCommands } from './add-models-commands.ts';
import { addAccessCommands } from './add-access-commands.ts';
import { addAuditCommands } from './add-audit-commands.ts';
import { addLanesCommands } from './add-lanes-commands.ts';
import { addLineCommands } from './add-line-commands.ts';
import { addOutputsCommands } from './add-outputs-commands.ts';
import { addPlantCommands } from './add-plant-commands.ts';
import { addProductCommands } from './add-product-commands.ts';
import { addPretrainCommand } from './add-pretrain-command.ts';
import { addReportsCommands } from './add-reports-commands.ts';
import { addRetentionCommands } from './add-retention-commands.ts';
import { addRecipesCommands } from './add-recipes-commands.ts';
import { addSettingsCommands } from './add-settings-commands.ts';
import { addUsersCommands } from './add-users-commands.ts';
import { addTeacherCommands } from './add-teacher-commands.ts';
import { addUpdateCommands } from './add-update-commands.ts';
import { cameraOption } from './camera-words.ts';
import type { CommandContext } from './command-context.ts';
import { evaluate } from './commands/evaluate.ts';
import { inspect } from './commands/inspect.ts';
import { train } from './commands/train.ts';
import {
  falseRejectRatePair,
  fileOption,
  goodKindsOption,
  languageOption,
  limitsAim,
  pathOption,
  receptiveFieldList,
  wholeNumber,
} from './options.ts';
import { smallestDefectOption } from './smallest-defect.ts';
import type { Terminal, TextStreams } from './terminal.ts';

/** Runs the commands. */
export interface CommandRunner {
  /** Streams for the help and for usage errors. */
  readonly streams: TextStreams;
  /** Runs a command that needs the station's services. */
  withStation(json: boolean, run: (context: CommandContext) => Promise<void>): Promise<void>;
  /** Runs a command that needs no station. */
  alone(json: boolean, run: (terminal: Terminal, signal: AbortSignal) => Promise<void>): Promise<void>;
}

const notes = `
STATION_HOME sets where the station keeps everything, STATION_TEACHERS a folder of teachers other than the shipped ones.
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

/** Makes the commands with their options. Parsing throws a CommanderError instead of ending the process. */
export function commandProgram(runner: CommandRunner, version: string): Command {
  const program = new Command('station')
    .description('The inspection station without its window.')
    .version(version)
    .option('--json', 'print the result as one line of JSON, last on standard output')
    .addHelpText('after', notes)
    // These settings come before the commands, which inherit them.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void runner.streams.stdout.write(text),
      writeErr: (text) => void runner.streams.stderr.write(text),
    });
  const json = (): boolean => program.opts<{ json?: boolean }>().json ?? false;
  const station = (run: (context: CommandContext) => Promise<void>): Promise<void> =>
    runner.withStation(json(), run);

  program
    .command('train')
    .description('import good images, train a model from all images of the product, and activate it')
    .requiredOption('--images <dir>', 'folder of good images', pathOption)
    .requiredOption('--name <name>', 'the product; made when there is none of this name')
    .addOption(goodKindsOption())
    .addOption(new Option('--family <family>', 'family of networks').choices(familySchema.options))
    .addOption(new Option('--preset <preset>', 'size and duration').choices(presetSchema.options))
    .option(
      '--smallest-defect <side>',
      'that matters, kept with the product: 12px, 0.8% of a side, masks (of the test images) or none; picks the preset unless one is named',
      smallestDefectOption,
    )
    .option('--epochs <n>', 'passes over the training images', wholeNumber(1, 10_000))
    .option('--seed <n>', 'the same seed gives the same model', wholeNumber(0, 0xffff_ffff))
    .option('--receptive-fields <list>', 'one or several of 17, 33 and 65, e.g. 33,65', receptiveFieldList)
    .option(
      '--false-reject-rates <review,defect>',
      'shares of good parts that may reach review and be rejected, e.g. 0.05,0.01',
      falseRejectRatePair,
    )
    .addOption(
      new Option('--precision <precision>', 'what the networks compute in when frames are inspected').choices(
        precisionSchema.options,
      ),
    )
    .addOption(new Option('--device <device>', 'what students learn on').choices(trainingDevices))
    .option('--align', 'bring parts that are shifted or turned into place before the model sees them')
    .option('--extend', 'keep the active model’s students, add the receptive fields that it lacks')
    .option('--trainer <station>', 'another station of the plant that trains it, by name or number')
    .option('--take-over', 'activate it only when the product’s test images say that it is better')
    .action((options: Parameters<typeof train>[1]) => station((context) => train(context, options)));
  program
    .command('evaluate')
    .description(
      'run a model over labelled images: the product’s own, or a folder (test/<kind>, ground_truth/<kind>)',
    )
    .requiredOption('--product <name>', 'the product')
    .option('--model <id>', 'its id, or how it begins; the active one when left out')
    .option('--data <dir>', 'a labelled folder; the product’s own test images when left out', pathOption)
    .addOption(goodKindsOption())
    .option(
      '--limits <aim>',
      'propose limits: cost=K, escape-rate=R, e.g. escape-rate=0.01, or f1',
      limitsAim,
    )
    .option('--use-limits', 'put the proposed limits in force')
    .option('--report <file>', 'write the evaluation as one HTML file', fileOption('.html', '.htm'))
    .addOption(languageOption())
    .action((options: Parameters<typeof evaluate>[1]) => station((context) => evaluate(context, options)));
  addLimitsCommands(program, station);
  program
    .command('inspect')
    .description('inspect each image of a folder as a part, or what a camera of the station shows')
    .requiredOption('--product <name>', 'the product')
    .addOption(new Option('--images <dir>', 'folder of images').argParser(pathOption).conflicts('camera'))
    .addOption(cameraOption().conflicts(['subfolders', 'again', 'heatmaps']))
    .option('--frames <n>', 'of a camera: ends after so many', wholeNumber(1, 1_000_000))
    .option('--subfolders', 'images in its subfolders, too')
    .option('--again', 'inspect images once more that were inspected before')
    .option('--heatmaps <dir>', 'write each image with its heatmap into this folder', pathOption)
    .action((options: Parameters<typeof inspect>[1]) => station((context) => inspect(context, options)));
  addModelsCommands(program, station);
  addImagesCommands(program, station);
  addCamerasCommands(program, (run) => runner.alone(json(), run));
  addProductCommands(program, station);
  addLogCommands(program, station);
  addDoctorCommand(program, (run) => runner.alone(json(), run));
  addBackupCommands(program, (run) => runner.alone(json(), run));
  addUpdateCommands(program, (run) => runner.alone(json(), run));
  addReportsCommands(program, station, (run) => runner.alone(json(), run));
  addRetentionCommands(program, (run) => runner.alone(json(), run));
  addAccessCommands(program, (run) => runner.alone(json(), run));
  addUsersCommands(program, (run) => runner.alone(json(), run));
  addAuditCommands(program, (run) => runner.alone(json(), run));
  addSettingsCommands(program, (run) => runner.alone(json(), run));
  addLanesCommands(program, (run) => runner.alone(json(), run));
  addRecipesCommands(program, (run) => runner.alone(json(), run));
  addLineCommands(program, station, (run) => runner.alone(json(), run));
  addOutputsCommands(program, (run) => runner.alone(json(), run));
  addPlantCommands(program, (run) => runner.alone(json(), run));
  addPretrainCommand(program, (run) => runner.alone(json(), run));
  addTeacherCommands(program, (run) => runner.alone(json(), run));
  return program;
}
