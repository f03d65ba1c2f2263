import { Argument, type Command } from 'commander';
import { firstLane, mostLanes } from '../../shared/domain/lanes.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import { wholeNumber } from './options.ts';

/** Adds `lanes`, which sets up the lanes' sources and triggers. It also works while the station runs. */
export function addLanesCommands(program: Command, alone: RunAlone): void {
  const lanes = program
    .command('lanes')
    .description('the lanes of the line: source, trigger, deadline, group');
  const number = (): Argument =>
    new Argument('<number>', `of the lane, ${firstLane} to ${mostLanes}`).argParser(
      wholeNumber(firstLane, mostLanes),
    );
  lanes
    .command('list')
    .description('list the lanes as they are set up, since when and by whom')
    .action(() =>
      alone(async (terminal) => {
        const { listLanes } = await import('./commands/lanes.ts');
        listLanes(terminal);
      }),
    );
  lanes
    .command('set')
    .description('add a lane or change it, from its next inspection on; what is not named stays')
    .addArgument(number())
    .argument(
      '[values...]',
      'name=Top source=watched-folder source.folder=/srv/top trigger=software trigger.delayMs=20 deadlineMs=500 group=Lid; ' +
        'a kind of source or trigger goes before what belongs to it, “deadlineMs=” takes the deadline away',
    )
    .action((lane: number, given: string[]) =>
      alone(async (terminal) => {
        const { setLane } = await import('./commands/lanes.ts');
        setLane(terminal, lane, given);
      }),
    );
  lanes
    .command('remove')
    .description('remove a lane; lane 1 is always there')
    .addArgument(number())
    .action((lane: number) =>
      alone(async (terminal) => {
        const { removeLane } = await import('./commands/lanes.ts');
        removeLane(terminal, lane);
      }),
    );
}
