import { runCommandLine } from '../../src/main/cli/run-command-line.ts';
import type { TextStream } from '../../src/main/cli/terminal.ts';
import type { ProgramEnd } from './run-program.ts';

/**
 * Runs a command on a home to its end in this process, which skips the start of a program: that takes longer than most
 * commands. Tests of a program's start, interruption and work beside a station use a process (`run-program.ts`).
 */
export async function runCommand(home: string, words: readonly string[]): Promise<ProgramEnd> {
  const texts = { stdout: '', stderr: '' };
  const into = (name: keyof typeof texts): TextStream => ({ write: (text) => (texts[name] += text) });
  const before = process.env['STATION_HOME'];
  process.env['STATION_HOME'] = home;
  try {
    const streams = { stdout: into('stdout'), stderr: into('stderr') };
    const code = await runCommandLine(words, new AbortController().signal, streams);
    return { code, ...texts };
  } finally {
    if (before === undefined) delete process.env['STATION_HOME'];
    else process.env['STATION_HOME'] = before;
  }
}
