import { fork } from 'node:child_process';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from './host.ts';
import { lastWords } from './last-words.ts';
import { workerFile } from './worker-file.ts';

/** Time to wait for the rest of stderr after a process has ended, milliseconds. */
const patience = 500;

/** Runs workers as child processes of plain Node. */
export function headlessHost(): Host {
  return {
    kind: 'headless',
    forkWorker: (entry, environment) => forkProcess(workerFile(entry), environment),
    // Without a window, the machine's administrator decides when it sleeps.
    keepAwake: () => undefined,
  };
}

/** Forks a program that talks over `workerPort`. */
export function forkProcess(file: string, environment: Readonly<Record<string, string>> = {}): WorkerProcess {
  const child = fork(file, [], {
    env: { ...process.env, ...environment },
    // Flags of the station's own process (a debugger's port, a test runner's loader) are not the worker's.
    execArgv: [],
    serialization: 'advanced',
    // Workers must not write to stdout: a command's last line there is its result.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const words = lastWords();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => words.hear(text));

  const listeners: ((code: number | null, lastWords: string) => void)[] = [];
  let ended: { code: number | null } | null = null;
  const end = (code: number | null): void => {
    if (ended) return;
    ended = { code };
    for (const listener of listeners) listener(code, words.tell());
  };
  child.once('exit', (code) => setTimeout(end, patience, code).unref());
  child.once('close', (code) => end(code));
  child.once('error', (error) => {
    words.hear(messageOf(error));
    if (child.pid === undefined) end(null);
  });

  return {
    send: (message) => {
      if (!child.connected || !isSendable(message)) return;
      child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message: unknown) => listener(message)),
    onExit: (listener) => {
      if (ended) listener(ended.code, words.tell());
      else listeners.push(listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function isSendable(message: unknown): message is object | string | number | boolean {
  return message !== null && ['object', 'string', 'number', 'boolean'].includes(typeof message);
}
