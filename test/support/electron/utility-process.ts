import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { z } from 'zod';
import { app } from './app.ts';
import { electronClone } from './clone.ts';
import { note } from './record.ts';

const preload = fileURLToPath(new URL('utility.ts', import.meta.url));
const messageSchema = z.object({ value: z.unknown() });

/** Electron's UtilityProcess over a child process (lib/browser/api/utility-process.ts, electron_api_utility_process.cc). */
export class UtilityProcess extends EventEmitter {
  /** Name in the system's list of processes. */
  readonly name: string;
  readonly stdout = null;
  readonly #waiting: unknown[] = [];
  /** The process's stderr so far. */
  readonly #written = new PassThrough();
  #stderr: PassThrough | null = null;
  #child: ChildProcess | null = null;
  #pid: number | undefined;
  #killed = false;
  #hasEnded = false;

  constructor(file: string, args: readonly string[], options: ForkOptions) {
    super();
    if (!app.isReady()) throw new TypeError('utilityProcess cannot be created before app is ready.');
    const env: Record<string, string> = {};
    for (const [name, value] of Object.entries<unknown>({ ...options.env })) {
      if (typeof value !== 'string') throw new TypeError(`Invalid value for env ${name}`);
      env[name] = value;
    }
    const stdio = Array.isArray(options.stdio) ? options.stdio : [];
    if (stdio[0] !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
    if (stdio[2] === 'pipe') this.#stderr = new PassThrough();
    this.name = options.serviceName ?? '';
    note('utilityProcess.fork', this.name);
    // Electron launches the process in a later task, and nothing can stop the launch.
    setImmediate(() => this.#spawn(file, args, env));
  }

  /** Undefined until `spawn` and after `exit` (docs/api/utility-process.md, child.pid). */
  get pid(): number | undefined {
    return this.#pid;
  }

  get stderr(): PassThrough | null {
    return this.#stderr;
  }

  postMessage(message: unknown): void {
    const value = electronClone(message);
    if (this.#hasEnded) return;
    if (this.#child === null) this.#waiting.push(value);
    else this.#child.send({ value }, () => undefined);
  }

  /** Returns false and does nothing before `spawn` (UtilityProcessWrapper::Kill). */
  kill(): boolean {
    if (this.#pid === undefined) return false;
    this.#killed = this.#child?.kill('SIGTERM') ?? false;
    return this.#killed;
  }

  /** Acts as a fatal V8 error in the process: `error` first, then the crash (node_service.cc, V8FatalErrorCallback). */
  failFatally(location: string): void {
    try {
      this.emit('error', 'FatalError', location, '{}');
    } finally {
      this.#child?.kill('SIGSEGV');
    }
  }

  #spawn(file: string, args: readonly string[], env: Readonly<Record<string, string>>): void {
    const child = fork(file, args, {
      env,
      // node_service.cc: "We do not want to crash the utility process on unhandled rejections."
      execArgv: ['--unhandled-rejections=warn-with-error-code', '--import', preload],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', this.#stderr === null ? 'ignore' : 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stderr?.pipe(this.#written);
    this.#pid = child.pid;
    child.on('message', (message) => {
      this.emit('message', electronClone(messageSchema.parse(message).value));
    });
    child.on('exit', (code, signal) => this.#exit(statusOf(code, signal)));
    this.emit('spawn');
    for (const value of this.#waiting.splice(0)) child.send({ value }, () => undefined);
  }

  /**
   * Real Electron may send `exit` before the rest of stderr, and `exit` removes stderr's listeners. Here all of stderr comes
   * after `exit`, which is the worst case.
   */
  #exit(status: number): void {
    const { SIGTERM, SIGKILL } = constants.signals;
    const code = this.#killed && (status === SIGTERM || status === SIGKILL) ? 0 : status;
    this.#pid = undefined;
    this.#hasEnded = true;
    const stderr = this.#stderr;
    try {
      this.emit('exit', code);
    } finally {
      stderr?.removeAllListeners();
      this.#stderr = null;
    }
    if (stderr !== null) setImmediate(() => this.#written.pipe(stderr));
  }
}

/** Returns waitpid's status: the number of a signal, else the exit code, 0 if null (UtilityProcessWrapper::HandleTermination). */
function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 0) : constants.signals[signal];
}

/** The started processes, the latest last. */
export const utilities: UtilityProcess[] = [];

export const utilityProcess = {
  fork(file: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    const utility = new UtilityProcess(file, args, options);
    utilities.push(utility);
    return utility;
  },
};
