import { readdirSync, readFileSync } from 'node:fs';

/** A child process. */
interface Child {
  readonly pid: number;
  readonly command: string;
}

/** Lists the running child processes of a process (default: this one); empty on systems without `/proc`. */
export function children(of = process.pid): Child[] {
  return entries('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1]),
      command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' '),
    }))
    .filter(({ parent }) => parent === of);
}

/** Returns a process's peak memory so far, bytes (VmHWM); null if it has ended or the system does not report it. */
export function peakMemory(pid: number): number | null {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
