import { readdirSync, readFileSync } from 'node:fs';

/** A process that another one started. */
interface Child {
  readonly pid: number;
  readonly command: string;
}

/** The processes that one (this one) started and that run now; empty where the system has no `/proc`. */
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

/** The most memory that a process has held so far, bytes (VmHWM); null when it is gone or the system does not tell. */
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
