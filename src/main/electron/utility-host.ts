import { utilityProcess } from 'electron';
import type { Host, WorkerProcess } from '../host/host.ts';
import { lastWords } from '../host/last-words.ts';
import { workerFile } from '../host/worker-file.ts';

/** Runs workers as Electron's utility processes; the app has to be ready. */
export function utilityHost(): Host {
  return {
    kind: 'electron',
    forkWorker: (entry, environment) => forkUtility(entry, workerFile(entry), environment),
  };
}

function forkUtility(
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
  child.stderr?.on('data', (chunk: Buffer) => words.hear(chunk.toString('utf8')));

  const listeners: ((code: number | null, lastWords: string) => void)[] = [];
  let ended: { code: number } | null = null;
  child.once('exit', (code) => {
    ended = { code };
    for (const listener of listeners) listener(code, words.tell());
  });
  return {
    send: (message) => {
      if (!ended) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', (message: unknown) => listener(message)),
    onExit: (listener) => {
      if (ended) listener(ended.code, words.tell());
      else listeners.push(listener);
    },
    kill: () => endAtOnce(child),
  };
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
