import { Argument, type Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import type { CommandContext } from './command-context.ts';
import { sendReport } from './commands/send-report.ts';

/** Adds `reports`, which sets up scheduled reports. All but `send` also work while the station runs. */
export function addReportsCommands(
  program: Command,
  station: (run: (context: CommandContext) => Promise<void>) => Promise<void>,
  alone: RunAlone,
): void {
  const reports = program
    .command('reports')
    .description('reports that the station writes and sends each shift, day or week');
  const name = new Argument('<name>', 'of the report; "reports list" shows them');
  const values = new Argument(
    '[values...]',
    'what it is set to, e.g. every=day at=06:00 product=Disc folder=/srv/reports',
  );
  reports
    .command('list', { isDefault: true })
    .description('list them: when, where to, the last one that arrived, and why one did not')
    .action(() =>
      alone(async (terminal) => {
        const { listReports } = await import('./commands/scheduled-reports.ts');
        listReports(terminal);
      }),
    );
  reports
    .command('add')
    .description(
      'add one: folder=… or host=… port=… security=… user=… from=… to=a@b.example,c@b.example; every=shift, day or week',
    )
    .argument('<name>', 'what it is called')
    .addArgument(new Argument('<kind>', 'of place').choices(['folder', 'mail']))
    .addArgument(values)
    .action((called: string, kind: string, given: string[]) =>
      alone(async (terminal) => {
        const { addReport } = await import('./commands/scheduled-reports.ts');
        addReport(terminal, called, kind, given);
      }),
    );
  reports
    .command('set')
    .description('change one; also name=… and enabled=true or false. What is not named stays')
    .addArgument(name)
    .addArgument(values)
    .action((called: string, given: string[]) =>
      alone(async (terminal) => {
        const { setReport } = await import('./commands/scheduled-reports.ts');
        setReport(terminal, called, given);
      }),
    );
  reports
    .command('password')
    .description('set the password of its mail server, read from standard input; nothing there removes it')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { setPassword } = await import('./commands/scheduled-reports.ts');
        await setPassword(terminal, called);
      }),
    );
  reports
    .command('remove')
    .description('remove one; what was sent stays where it is')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { removeReport } = await import('./commands/scheduled-reports.ts');
        removeReport(terminal, called);
      }),
    );
  reports
    .command('send')
    .description('write and send one at once, of the shift, day or week that is on')
    .addArgument(name)
    .action((called: string) => station((context) => sendReport(context, called)));
}
