import { constants } from 'node:os';
import { powerSaveBlocker, utilityProcess } from 'electron';
import type { Host, WorkerProcess } from '../host/host.ts';
import { lastWords } from '../host/last-words.ts';
import { workerFile } from '../host/worker-file.ts';

/** Time to wait for the rest of stderr after a process has ended, milliseconds. */
const patience = 500;

/** Runs workers as Electron's utility processes; call it when the app is ready. */
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
  // The event precedes a fatal V8 error. Without a listener, it would be thrown as an exception in the station.
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
    // Electron removes the listeners of stderr right after this event, although some of it may still be unread.
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
      // A process cannot be ended while it is being launched, and the launch cannot be cancelled.
      if (child.pid === undefined) child.once('spawn', () => endAtOnce(child));
      else endAtOnce(child);
    },
  };
}

const { SIGABRT, SIGILL, SIGKILL, SIGSEGV, SIGTERM, SIGTRAP } = constants.signals;
const signals: readonly number[] = [SIGABRT, SIGILL, SIGKILL, SIGSEGV, SIGTERM, SIGTRAP];
/** The bit that waitpid sets in a status when the system wrote a core dump. */
const coreDumped = 128;

/** Tells whether a signal ended the process: on POSIX, Electron passes waitpid's status, which then is the signal's number. */
function endedBySignal(status: number): boolean {
  return process.platform !== 'win32' && signals.includes(status & ~coreDumped);
}

/** Kills a process by the system, because Electron only asks it to end, and native code may be too busy to answer. */
function endAtOnce(child: Electron.UtilityProcess): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended already.
  }
}
