import { Argument, type Command } from 'commander';
import { secretNames } from '../../shared/domain/output-secrets.ts';
import { outputKindSchema } from '../../shared/domain/output-kinds.ts';
import type { RunAlone } from './add-pretrain-command.ts';

/** Adds `outputs`, which sets up the receivers of the line's results. It also works while the station runs. */
export function addOutputsCommands(program: Command, alone: RunAlone): void {
  const outputs = program.command('outputs').description('where results of the line go to');
  const name = new Argument('<name>', 'of the output; "outputs list" shows them');
  const values = new Argument('[values...]', 'what it is set to, e.g. folder=/srv/results format=csv');
  outputs
    .command('list')
    .description('list the outputs: where they lead to, how they stand, since when and by whom')
    .action(() =>
      alone(async (terminal) => {
        const { listOutputs } = await import('./commands/outputs.ts');
        await listOutputs(terminal);
      }),
    );
  outputs
    .command('add')
    .description('add an output; it takes results from then on')
    .argument('<name>', 'what it is called')
    .addArgument(new Argument('<kind>', 'of output').choices(outputKindSchema.options))
    .addArgument(values)
    .action((called: string, kind: string, given: string[]) =>
      alone(async (terminal) => {
        const { addOutput } = await import('./commands/outputs.ts');
        await addOutput(terminal, called, kind, given);
      }),
    );
  outputs
    .command('set')
    .description('change an output; also name=… and enabled=true or false. What is not named stays')
    .addArgument(name)
    .addArgument(values)
    .action((called: string, given: string[]) =>
      alone(async (terminal) => {
        const { setOutput } = await import('./commands/outputs.ts');
        await setOutput(terminal, called, given);
      }),
    );
  outputs
    .command('secret')
    .description('set a password or key of an output, read from standard input; nothing there removes it')
    .addArgument(name)
    .addArgument(new Argument('<secret>', 'which one').choices(secretNames))
    .action((called: string, secret: string) =>
      alone(async (terminal) => {
        const { setSecret } = await import('./commands/outputs.ts');
        await setSecret(terminal, called, secret);
      }),
    );
  outputs
    .command('remove')
    .description('remove an output; what still waits for it is given up')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { removeOutput } = await import('./commands/outputs.ts');
        await removeOutput(terminal, called);
      }),
    );
  outputs
    .command('test')
    .description('send a message that says that it is a trial, behind all that waits')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { testOutput } = await import('./commands/outputs.ts');
        await testOutput(terminal, called);
      }),
    );
  outputs
    .command('schema')
    .description('print the JSON Schema of the messages between an output “mqtt” and its broker')
    .action(() =>
      alone(async (terminal) => {
        const { printMessageSchema } = await import('./commands/message-schema.ts');
        printMessageSchema(terminal);
      }),
    );
  outputs
    .command('clients')
    .description('list certificates of clients that have tried to connect to an OPC UA output')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { listClients } = await import('./commands/output-clients.ts');
        await listClients(terminal, called);
      }),
    );
  const fingerprint = new Argument('<fingerprint>', 'SHA-256 of the certificate; "outputs clients" shows it');
  outputs
    .command('trust')
    .description('let the client with a certificate in from now on')
    .addArgument(name)
    .addArgument(fingerprint)
    .action((called: string, given: string) =>
      alone(async (terminal) => {
        const { trustClient } = await import('./commands/output-clients.ts');
        await trustClient(terminal, called, given);
      }),
    );
  outputs
    .command('distrust')
    .description('remove the certificate of a client: it is not let in again')
    .addArgument(name)
    .addArgument(fingerprint)
    .action((called: string, given: string) =>
      alone(async (terminal) => {
        const { removeClient } = await import('./commands/output-clients.ts');
        await removeClient(terminal, called, given);
      }),
    );
  outputs
    .command('messages')
    .description('print the last messages of an output, newest first')
    .addArgument(name)
    .action((called: string) =>
      alone(async (terminal) => {
        const { outputMessages } = await import('./commands/outputs.ts');
        await outputMessages(terminal, called);
      }),
    );
}
