import { Option, type Command } from 'commander';
import type { PretrainOptions } from './commands/pretrain.ts';
import { numberFrom, oneOf, pathOption, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

export type RunAlone = (run: (terminal: Terminal, signal: AbortSignal) => Promise<void>) => Promise<void>;

/** Adds `pretrain`, which makes teachers. */
export function addPretrainCommand(program: Command, alone: RunAlone): void {
  program
    .command('pretrain')
    .description('pretrain a teacher on natural images; give --steps, --minutes or both')
    .requiredOption('--images <dir>', 'folder of natural images, read with its subfolders', pathOption)
    .requiredOption('--to <dir>', "the teacher's folder; its last part is the teacher's id", pathOption)
    .option('--steps <n>', 'end after this many steps', wholeNumber(1, 1e9))
    .option('--minutes <n>', 'end after this time', numberFrom('above zero'))
    .option('--resume', 'go on from the checkpoint in the folder', false)
    .option('--receptive-field <pixels>', 'side of a patch: 17, 33 or 65', oneOf(17, 33, 65))
    .addOption(new Option('--width <width>', 'width of the network').choices(['compact', 'paper']))
    .option('--seed <n>', 'the same seed gives the same teacher', wholeNumber(0, 0xffff_ffff))
    .option('--batch <n>', 'image crops a step', wholeNumber(1, 1024))
    .option('--crop <pixels>', 'side of a crop, a multiple of 32', wholeNumber(64, 4096))
    .addOption(
      new Option(
        '--target <target>',
        'what the pretrained network is asked: dense features, or each patch',
      ).choices(['dense', 'patch']),
    )
    .option('--magnification <n>', 'how much it sees them enlarged: 1, 2 or 4', oneOf(1, 2, 4), 2)
    .option('--patches <n>', 'patches a step with --target patch', wholeNumber(1, 4096))
    .option('--learning-rate <x>', "Adam's highest learning rate", numberFrom('above zero'))
    .option('--lambda-k <x>', 'weight of knowledge distillation', numberFrom('from zero'))
    .option('--lambda-m <x>', 'weight of metric learning', numberFrom('from zero'))
    .option('--lambda-c <x>', 'weight of compactness', numberFrom('from zero'))
    .option('--checkpoint-steps <n>', 'steps from one checkpoint to the next', wholeNumber(1, 1e9))
    .option('--backbone <file>', 'the pretrained network to distil from, as ONNX', pathOption)
    .option('--data <text>', 'what the images are, for the card', 'natural images')
    .option('--no-report', 'leave out the report that is written beside the teacher')
    .action((options: PretrainOptions) =>
      alone(async (terminal, signal) => {
        // Loaded only here, because loading TensorFlow is slow.
        const { pretrain } = await import('./commands/pretrain.ts');
        await pretrain(terminal, signal, options);
      }),
    );
}
