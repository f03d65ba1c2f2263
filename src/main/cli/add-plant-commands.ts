import type { Command } from 'commander';
import { addPlantHostCommands } from './add-plant-host-commands.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { JoinOptions } from './commands/plant.ts';
import { pathOption } from './options.ts';

/** Adds `join`, `leave` and `plant`, which connect stations to a plant. They also work while the station runs. */
export function addPlantCommands(program: Command, alone: RunAlone): void {
  program
    .command('join')
    .description('join a plant, with a token from there; the station stays whole without it')
    .argument('[token]', 'as the plant gives it; asked for when left out')
    .option('--token-file <file>', 'a file with the token', pathOption)
    .option('--whole-log', 'what was logged before travels as well', false)
    .action((token: string | undefined, options: JoinOptions) =>
      alone(async (terminal) => {
        const { joinPlant } = await import('./commands/plant.ts');
        await joinPlant(terminal, token, options);
      }),
    );
  program
    .command('leave')
    .description('leave the plant; what has not travelled stays here')
    .action(() =>
      alone(async (terminal) => {
        const { leavePlant } = await import('./commands/plant.ts');
        leavePlant(terminal);
      }),
    );
  const plant = program.command('plant').description('the plant that the station is in, or hosts');
  addPlantHostCommands(plant, alone);
  plant
    .command('status')
    .description('print the plant that the station is in, whether it is reached, and what waits to travel')
    .action(() =>
      alone(async (terminal) => {
        const { plantStatus } = await import('./commands/plant.ts');
        plantStatus(terminal);
      }),
    );
}
