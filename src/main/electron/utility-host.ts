import { constants } from 'node:os';
import { powerSaveBlocker, utilityProcess } from 'electron';
import type { Host, WorkerProcess } from '../host/host.ts';
import { lastWords } from '../host/last-words.ts';
import { workerFile } from '../host/worker-file.ts';

/** How long to wait for the rest of stderr once a process has ended, milliseconds. */
const patience = 500;

/** Runs workers as Electron's utility processes; the app has to be ready. */
export function utilityHost(): Host {
  let blocker: number | null = null;
  return {
    kind: 'electron',
    forkWorker: (entry, environment) => forkUtility(entry, workerFile(entry), environment),
    keepAwake(on) {
      if (on) blocker ??= powerSaveBlocker.start('prevent-display-sleep');
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
    },
  };
}

/** Forks a program that talks over `workerPort`; `name` is what the system's list of processes shows. */
export function forkUtility(
  name: string,
  file: string,
  environment: Readonly<Record<string, string>> = {},
): WorkerProcess {
  const child = utilityProcess.fork(file, [], {
    env: { ...process.env, ...environment },
    serviceName: `Loupe ${name}`,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const words = lastWords();
  const hear = (text: string): void => words.hear(text);
  const errors = child.stderr;
  errors?.setEncoding('utf8').on('data', hear);
  // Sent before V8 gives up; without a listener the event would be thrown as an exception of the station.
  child.on('error', (type, location) => hear(`${type} in ${location}\n`));

  const listeners: ((code: number | null, lastWords: string) => void)[] = [];
  let killed = false;
  let exited = false;
  let ended: { code: number | null } | null = null;
  const end = (code: number | null): void => {
    if (ended) return;
    ended = { code };
    for (const listener of listeners) listener(code, words.tell());
  };
  child.once('exit', (status) => {
    exited = true;
    const code = killed || endedBySignal(status) ? null : status;
    if (errors === null) {
      end(code);
      return;
    }
    // Electron takes the listeners of stderr away right after this event, although not all of it may have been read.
    queueMicrotask(() => errors.on('data', hear).once('end', () => end(code)));
    setTimeout(end, patience, code).unref();
  });
  return {
    send: (message) => {
      if (!exited) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', (message: unknown) => listener(message)),
    onExit: (listener) => {
      if (ended) listener(ended.code, words.tell());
      else listeners.push(listener);
    },
    kill() {
      if (exited) return;
      killed = true;
      // A process that is still being launched cannot be ended yet, and its launch cannot be called off.
      if (child.pid === undefined) child.once('spawn', () => endAtOnce(child));
      else endAtOnce(child);
    },
  };
}

const { SIGABRT, SIGILL, SIGKILL, SIGSEGV, SIGTERM, SIGTRAP } = constants.signals;
const signals: readonly number[] = [SIGABRT, SIGILL, SIGKILL, SIGSEGV, SIGTERM, SIGTRAP];
/** Added to the signal's number where the system wrote a core dump. */
const coreDumped = 128;

/** On POSIX Electron hands on waitpid's status: for a process that a signal has ended, the signal's number. */
function endedBySignal(status: number): boolean {
  return process.platform !== 'win32' && signals.includes(status & ~coreDumped);
}

/** Electron asks a process to end; one that is busy in native code has to be ended by the system. */
function endAtOnce(child: Electron.UtilityProcess): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
