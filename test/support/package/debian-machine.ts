import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDebianRoot, whyNoDebianRoot } from '../../../scripts/setup/debian-root.mjs';

/** Reason why this machine cannot try packages; empty if it can. */
export const debianMissing =
  whyNoDebianRoot() ??
  (findDebianRoot() === undefined ? 'there is no bare Debian (scripts/setup/debian-root.mjs)' : '');

export interface DebianMachine {
  /** Root folder of the Debian machine, as this machine sees it. */
  readonly root: string;
  /** Runs a shell line as root. @returns the printed text; rejects if the exit code is not `code` */
  run(line: string, code?: number): Promise<string>;
  /** Starts a shell line. */
  start(line: string): StartedOnMachine;
  close(): Promise<void>;
}

export interface StartedOnMachine {
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code; null if a signal ended the program. */
  readonly ended: Promise<number | null>;
  signal(name: 'TERM' | 'KILL'): Promise<void>;
}

/** Opens a bare Debian with folders, processes and a network of its own, which has no way out. */
export async function openDebianMachine(): Promise<DebianMachine> {
  const place = mkdtempSync(join(tmpdir(), 'loupe-debian-'));
  // The root lies in memory: nobody needs it after the test, and writes to disk would cost time.
  const commands = [
    `mount -t tmpfs -o size=6g,mode=755 tmpfs ${place}`,
    `tar --extract --file '${findDebianRoot() ?? ''}' --directory ${place}`,
    `mount -t proc proc ${place}/proc`,
    'ip link set lo up',
    'echo ready',
    'exec sleep infinity',
  ];
  const spaces = ['--mount', '--net', '--pid', '--fork', '--kill-child=SIGKILL'];
  const holder = spawn('unshare', [...spaces, 'sh', '-c', commands.join(' && ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const first = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim();
  const onMachine = (line: string): ChildProcess =>
    spawn(
      'nsenter',
      [`--target=${first}`, '--mount', '--net', '--pid', 'chroot', place, '/bin/sh', '-c', line],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
          LC_ALL: 'C',
          DEBIAN_FRONTEND: 'noninteractive',
          HOME: '/root',
        },
      },
    );
  async function runLine(line: string, code = 0): Promise<string> {
    const child = onMachine(line);
    const said = listen(child);
    await once(child, 'close');
    if (child.exitCode !== code) throw new Error(`“${line}” ended with ${child.exitCode}: ${said.text()}`);
    return said.text();
  }
  return {
    root: `/proc/${first}/root${place}`,
    run: runLine,
    start(line) {
      const child = onMachine(`echo process $$; ${line}`);
      const { says } = listen(child);
      return {
        says,
        ended: once(child, 'close').then(() => child.exitCode),
        async signal(name) {
          const [, id = ''] = await says(/process (\d+)/);
          await runLine(`kill -${name} ${id}`);
        },
      };
    },
    async close() {
      const over = once(holder, 'exit');
      holder.kill('SIGKILL');
      await over;
      rmdirSync(place);
    },
  };
}

function listen(child: ChildProcess) {
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (const listener of listeners) listener();
    });
  }
  return {
    text: () => text,
    says: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text);
          if (found) resolve(found);
        };
        listeners.add(look);
        look();
        child.once('close', () => reject(new Error(`It ended without ${String(pattern)}: ${text}`)));
      }),
  };
}
