import type { Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import { wholeNumber } from './options.ts';
import { mostStations } from '../../shared/plant/limits.ts';

/** Adds the plant host's subcommands to `plant`: serve the plant, invite stations, remove stations. */
export function addPlantHostCommands(plant: Command, alone: RunAlone): void {
  plant
    .command('serve')
    .description(
      'host a plant of stations; takes the options of the server (plant serve -- --help lists them)',
    )
    .argument('[options...]', 'as “npm start -- --plant” takes them')
    .allowUnknownOption()
    .action((options: string[]) =>
      alone(async () => {
        const { runServer } = await import('../headless/run-server.ts');
        await runServer(['--plant', ...options]);
      }),
    );
  plant
    .command('invite')
    .description('let one more station in, and print the token that it joins with, this once')
    .argument('<name>', 'what the station is called, e.g. "Line 3"')
    .action((name: string) =>
      alone(async (terminal) => {
        const { inviteStation } = await import('./commands/plant-host.ts');
        inviteStation(terminal, name);
      }),
    );
  plant
    .command('stations')
    .description('list the stations that were invited')
    .action(() =>
      alone(async (terminal) => {
        const { listStations } = await import('./commands/plant-host.ts');
        listStations(terminal);
      }),
    );
  plant
    .command('remove')
    .description('shut a station out; what it told stays')
    .argument('<number>', 'its number in the list', wholeNumber(1, mostStations))
    .action((station: number) =>
      alone(async (terminal) => {
        const { removeFromPlant } = await import('./commands/plant-host.ts');
        removeFromPlant(terminal, station);
      }),
    );
}
