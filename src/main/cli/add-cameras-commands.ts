import { Argument, type Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';

/** Adds `cameras`, which lists readable cameras and stores passwords. It also works while the station runs. */
export function addCamerasCommands(program: Command, alone: RunAlone): void {
  const cameras = program.command('cameras').description('cameras that the station reads itself');
  cameras
    .command('list', { isDefault: true })
    .description('look for cameras at the station and in its network, and for what is missing to read them')
    .action(() =>
      alone(async (terminal) => {
        const { listCameras } = await import('./commands/cameras.ts');
        await listCameras(terminal);
      }),
    );
  cameras
    .command('password')
    .description(
      'keep the password of a user at an IP camera; read from standard input, none: it is forgotten',
    )
    .addArgument(new Argument('<address>', 'of the camera: rtsp://host/path'))
    .addArgument(new Argument('<user>', 'the camera knows'))
    .action((address: string, user: string) =>
      alone(async (terminal) => {
        const { setCameraPassword } = await import('./commands/cameras.ts');
        await setCameraPassword(terminal, address, user);
      }),
    );
}
