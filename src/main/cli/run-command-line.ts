import { actAs } from '../database/actor.ts';
import { program, programVersion } from '../host/program-folder.ts';
import { commandFailure, exitCodes, IncompleteError } from './command-failure.ts';
import { commandProgram, type CommandRunner } from './program.ts';
import { terminal, type Terminal, type TextStreams } from './terminal.ts';

/** Name and origin of the acting person in the audit trail. */
const commandLine = { name: 'local', origin: 'command-line' } as const;

/**
 * Runs a command line to its end.
 *
 * @param words the arguments, without program and script
 * @param signal aborts if the person interrupts
 * @param streams output streams; the process's own if left out
 * @returns the exit code
 */
export async function runCommandLine(
  words: readonly string[],
  signal: AbortSignal,
  streams: TextStreams = process,
): Promise<number> {
  const here = program();
  const runner: CommandRunner = {
    streams,
    alone: (json, run) => run(terminal(json, streams), signal),
    withStation: async (json, run) => {
      // Loaded only here, because the help and usage errors need neither image library nor database.
      const { withStation } = await import('./with-station.ts');
      await withStation(here, { terminal: terminal(json, streams), signal }, run);
    },
  };
  try {
    const command = commandProgram(runner, programVersion(here));
    await actAs(commandLine, () => command.parseAsync(words, { from: 'user' }));
    return exitCodes.ok;
  } catch (error) {
    return tell(error, signal.aborted, terminal(words.includes('--json'), streams));
  }
}

function tell(error: unknown, interrupted: boolean, { note, printJson }: Terminal): number {
  if (error instanceof IncompleteError && !interrupted) {
    note(error.message);
    return exitCodes.failed;
  }
  const failure = commandFailure(error, interrupted);
  if (!failure) return exitCodes.ok;
  const { exitCode, code, message, detail } = failure;
  // The parser itself has already printed usage errors.
  if (exitCode !== exitCodes.usage) {
    note(`${code}: ${message}`);
    if (detail !== undefined) note(detail);
  }
  printJson({ error: { code, message } });
  return exitCode;
}
