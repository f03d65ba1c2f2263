import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { StationClient } from '../../../src/shared/contract/contract.ts';
import { socketPaths } from '../../../src/shared/contract/ports.ts';
import { accessCookie } from '../../../src/main/headless/access.ts';
import { clientOn } from '../../support/socket-client.ts';

const runFile = promisify(execFile);
const projectRoot = resolve(fileURLToPath(import.meta.url), '../../../..');

/** The built programs. */
export const built = {
  root: projectRoot,
  server: resolve(projectRoot, 'out/main/server.js'),
  cli: resolve(projectRoot, 'out/main/cli.js'),
};

export interface StationStart {
  /** Home folder of the station. */
  readonly home: string;
  /** Any free port when left out. */
  readonly port?: number;
  /** A lasting token, for a station that returns at the same address. */
  readonly token?: string;
  /** Path of the program; the built one when left out. */
  readonly program?: string;
  /** Address to listen on; when left out, only this machine reaches the station. */
  readonly host?: string;
  /** Further words of the command line, e.g. `--tls`. */
  readonly words?: readonly string[];
  /** Further environment variables. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Command of a program that prepares other surroundings and then becomes the station. */
  readonly within?: readonly string[];
}

/** A headless station in a process of its own. */
export interface RunningStation {
  readonly home: string;
  readonly port: number;
  /** Id of the station's process. */
  readonly pid: number;
  /** Complete address that lets a browser in. */
  readonly address: string;
  /** Calls procedures beside the window. */
  readonly client: StationClient;
  /** Opens a socket of the live channel, as a window does. */
  live(): WebSocket;
  /** Fetches a picture or map by its path, as the window does. */
  media(path: string): Promise<Uint8Array>;
  /** Returns all output so far. */
  output(): string;
  /** Asks the station to end. @returns its exit code */
  stop(): Promise<number | null>;
  /** Kills the station like a power cut. */
  kill(): Promise<void>;
  /** Halts the station or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills its worker processes. */
  killWorkers(): Promise<void>;
}

export interface EndedProgram {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built program to its end. */
export async function runProgram(
  file: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<EndedProgram> {
  const child = spawn(process.execPath, [file, ...words], { env: { ...process.env, ...environment } });
  const told = listenTo(child);
  const code = await told.ended;
  return { code, stdout: told.stdout(), stderr: told.stderr() };
}

/** Starts the station and waits until it is ready. @throws Error with its output if it does not start */
export async function startStation({
  home,
  port = 0,
  token,
  host = '127.0.0.1',
  program = built.server,
  words = [],
  environment = {},
  within = [],
}: StationStart): Promise<RunningStation> {
  const own = { STATION_HOME: home, ...(token ? { LOUPE_TOKEN: token } : {}), ...environment };
  const station = [program, '--port', String(port), '--host', host, ...words];
  const [first = '', ...others] = [...within, process.execPath, ...station];
  const child = spawn(first, others, { env: { ...process.env, ...own } });
  const told = listenTo(child);
  const address = new URL(await readyAddress(child, told));
  const ownPort = port === 0 ? Number(address.port) : port;
  const isSecure = address.protocol === 'https:';
  const given = address.searchParams.get('token') ?? '';
  const cookie = accessCookie(ownPort, given, { isSecure }).split(';')[0] ?? '';
  // Tests ask a station behind a proxy directly, under the host name that the proxy forwards.
  const isProxied = words.includes('--origin');
  const scheme = isSecure && !isProxied ? 'wss' : 'ws';
  const socketOrigin = `${scheme}://${isProxied ? `127.0.0.1:${ownPort}` : address.host}`;
  const open = (path: string): WebSocket =>
    new WebSocket(`${socketOrigin}${path}`, {
      headers: { cookie, host: address.host, origin: address.origin },
      rejectUnauthorized: false,
    });
  const socket = open(socketPaths.procedures);
  // A killed station takes the socket with it; open calls then fail by themselves.
  socket.on('error', () => undefined);
  return {
    home,
    port: ownPort,
    pid: child.pid ?? 0,
    address: address.href,
    client: clientOn(socket),
    live: () => open(socketPaths.live),
    async media(path) {
      const answer = await fetch(new URL(path, address.origin), { headers: { cookie } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    output: () => told.stdout() + told.stderr(),
    async stop() {
      socket.terminate();
      child.kill('SIGTERM');
      return told.ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await told.ended;
    },
    signal: (name) => void child.kill(name),
    async killWorkers() {
      const { stdout } = await runFile('ps', ['-o', 'pid=', '--ppid', String(child.pid)]);
      for (const pid of stdout.trim().split(/\s+/).map(Number)) process.kill(pid, 'SIGKILL');
    },
  };
}

interface Told {
  stdout(): string;
  stderr(): string;
  readonly ended: Promise<number | null>;
}

function listenTo(child: ChildProcess): Told {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((done, fail) => {
    child.once('error', fail).once('close', (code) => done(code));
  });
  return { stdout: () => stdout, stderr: () => stderr, ended };
}

function readyAddress(child: ChildProcess, told: Told): Promise<string> {
  return new Promise((done, fail) => {
    child.stdout?.on('data', () => {
      const address = /is ready: (\S+)/.exec(told.stdout())?.[1];
      if (address !== undefined) done(address);
    });
    told.ended.then(
      (code) => fail(new Error(`The station ended with ${code}:\n${told.stdout()}${told.stderr()}`)),
      fail,
    );
  });
}
