import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

const program = '/usr/lib/systemd/systemd';
const spaces = ['--mount', '--net', '--pid', '--cgroup', '--fork', '--kill-child=SIGKILL'];

/** Reason why this machine cannot start systemd; empty if it can. */
export const systemdMissing =
  process.getuid?.() === 0 &&
  existsSync(program) &&
  spawnSync('unshare', [
    ...spaces,
    'sh',
    '-c',
    'mount -t cgroup2 cgroup2 /mnt && mkdir /mnt/a && rmdir /mnt/a',
  ]).status === 0
    ? ''
    : 'systemd cannot be started here beside that of the machine';

/** A machine with a systemd of its own. */
export interface SystemdMachine {
  /** Runs a shell line there as root. @returns its output; rejects if the exit code is not 0 */
  run(line: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a systemd in folders, processes and a network of its own. It knows only the given units and the units that their start needs.
 * Programs are those of this machine, read-only.
 *
 * @param units folders of units
 * @param users lines of `/etc/passwd` and `/etc/group`
 */
export async function openSystemdMachine(
  units: readonly string[],
  users: { readonly passwd: readonly string[]; readonly group: readonly string[] },
): Promise<SystemdMachine> {
  const place = mkdtempSync(join(tmpdir(), 'loupe-systemd-'));
  const lines = (given: readonly string[]): string => given.map((line) => `'${line}'`).join(' ');
  const commands = [
    `mount -t tmpfs -o size=64m,mode=755 tmpfs ${place}`,
    `cd ${place}`,
    'mkdir -p usr etc var/lib var/backups run tmp proc sys dev root srv',
    'mount --bind /usr usr && mount -o remount,bind,ro usr',
    'for name in bin sbin lib lib64; do ln -s usr/$name $name; done',
    'mount -t proc proc proc && mount --bind proc/sys proc/sys && mount -o remount,bind,ro proc/sys',
    'mount -t sysfs -o ro sysfs sys && mount -t cgroup2 cgroup2 sys/fs/cgroup',
    'for name in null zero full random urandom tty; do touch dev/$name && mount --bind /dev/$name dev/$name; done',
    'mount -t tmpfs -o size=64m,mode=755 tmpfs run',
    `printf '%s\\n' 'root:x:0:0::/root:/bin/sh' ${lines(users.passwd)} > etc/passwd`,
    `printf '%s\\n' 'root:x:0:' ${lines(users.group)} > etc/group`,
    'echo uninitialized > etc/machine-id',
    'mount -t tmpfs tmpfs usr/lib/systemd/system',
    ...units.map((folder) => `cp ${folder}/* usr/lib/systemd/system`),
    "for name in sysinit basic network local-fs shutdown; do printf '[Unit]\\n' > usr/lib/systemd/system/$name.target; done",
    'echo ready',
    `exec chroot . env -i container=loupe PATH=/usr/sbin:/usr/bin ${program} --system --unit=basic.target`,
  ];
  const holder = spawn('unshare', [...spaces, 'sh', '-c', commands.join(' && ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const first = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim();
  async function run(line: string): Promise<string> {
    const words = ['--mount', '--net', '--pid', '--cgroup', 'chroot', place, '/bin/sh', '-c'];
    const child = spawn('nsenter', [`--target=${first}`, ...words, `exec 2>&1; ${line}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: '/usr/sbin:/usr/bin', LC_ALL: 'C' },
    });
    const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
    if (child.exitCode !== 0) throw new Error(`“${line}” ended with ${child.exitCode}: ${output}`);
    return output;
  }
  for (let tries = 0; tries < 600; tries++) {
    const isUp = await run('systemctl is-active basic.target').catch(() => null);
    if (isUp !== null) break;
    await sleep(100);
  }
  return {
    run,
    async close() {
      const over = once(holder, 'exit');
      holder.kill('SIGKILL');
      await over;
      rmdirSync(place);
    },
  };
}
