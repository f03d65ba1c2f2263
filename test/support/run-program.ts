import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const projectFolder = join(import.meta.dirname, '..', '..');

export interface ProgramEnd {
  /** Exit code; null if a signal ended the program. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  readonly end: Promise<ProgramEnd>;
  /** Resolves with the text so far once standard output or standard error matches. */
  says(pattern: RegExp): Promise<string>;
}

/** Starts one of the station's programs, from source or from a package, as a person or a script does. Ends it with the test. */
export function startProgram(
  file: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningProgram {
  const child = spawn(process.execPath, [resolve(projectFolder, file), ...words], {
    env: { ...process.env, LOUPE_TOKEN: '', npm_lifecycle_event: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const texts = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      texts[stream] += text;
      for (const listener of listeners) listener();
    });
  }
  const end = new Promise<ProgramEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...texts }));
  });
  const said = (): string => texts.stdout + texts.stderr;
  return {
    child,
    end,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(said())) resolve(said());
        };
        listeners.add(check);
        check();
        void end.then(() => reject(new Error(`It ended without ${String(pattern)}: ${said()}`)));
      }),
  };
}

/** Runs a program to its end. */
export function runProgram(...given: Parameters<typeof startProgram>): Promise<ProgramEnd> {
  return startProgram(...given).end;
}
