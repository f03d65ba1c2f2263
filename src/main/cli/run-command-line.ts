import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../host/headless-host.ts';
import { program, programVersion, resourcesFolder } from '../host/program-folder.ts';
import { reportToStandardError } from '../host/report-to-standard-error.ts';
import { defaultHome } from '../station-paths.ts';
import { openStation } from '../station.ts';
import { singleUser } from '../users/single-user.ts';
import { commandFailure, exitCodes } from './command-failure.ts';
import { commandProgram, type CommandRunner } from './program.ts';
import { terminal, type Terminal } from './terminal.ts';

/**
 * Runs a command line to its end.
 *
 * @param words the arguments, without program and script
 * @param signal aborts when the person interrupts
 * @returns the exit code
 */
export async function runCommandLine(words: readonly string[], signal: AbortSignal): Promise<number> {
  const here = program();
  const version = programVersion(here);
  const runner: CommandRunner = {
    alone: (json, run) => run(terminal(json), signal),
    withStation: async (json, run) => {
      const station = await openStation({
        home: defaultHome(process.env, process.platform),
        host: headlessHost(),
        resources: resourcesFolder(here),
        version,
        report: reportToStandardError,
      });
      try {
        const client = createRouterClient(station.router, { context: { user: singleUser } });
        await run({ client, live: station.live, terminal: terminal(json), signal });
      } finally {
        await station.close();
      }
    },
  };
  try {
    await commandProgram(runner, version).parseAsync(words, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    return tell(error, signal.aborted, terminal(words.includes('--json')));
  }
}

function tell(error: unknown, interrupted: boolean, { note, printJson }: Terminal): number {
  const failure = commandFailure(error, interrupted);
  if (!failure) return exitCodes.ok;
  const { exitCode, code, message, detail } = failure;
  // What is wrong with the words, the parser has said itself.
  if (exitCode !== exitCodes.usage) {
    note(`${code}: ${message}`);
    if (detail !== undefined) note(detail);
  }
  printJson({ error: { code, message } });
  return exitCode;
}
