import type { Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import { fileOption } from './options.ts';

/** Adds `doctor`. It also works while the station runs, and if the station does not start. */
export function addDoctorCommand(program: Command, alone: RunAlone): void {
  program
    .command('doctor')
    .description('look at home, disk, database, cameras, outputs and the rest, and say what to do')
    .option('--to <file>', 'also write an archive for support: no pictures, no secrets', fileOption('.zip'))
    .action((options: { readonly to?: string }) =>
      alone(async (terminal, signal) => {
        const { doctor } = await import('./commands/doctor.ts');
        await doctor(terminal, options.to ?? null, signal);
      }),
    );
}
