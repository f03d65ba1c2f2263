import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessSample {
  /** The program's script, e.g. `main/server.ts`. */
  readonly name: string;
  readonly megabytes: number;
  /** Number of open files, sockets and similar handles. */
  readonly handles: number;
  readonly threads: number;
}

/** Samples memory and handles of a process and its descendants, from Linux. */
export function sampleProcesses(root: number): ProcessSample[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const parent = /^PPid:\s+(\d+)$/m.exec(readOrNull(`/proc/${name}/status`) ?? '')?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = parents.get(at)) {
      if (at === root) return true;
    }
    return false;
  };
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    const status = readOrNull(`/proc/${pid}/status`) ?? '';
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    const threads = /^Threads:\s+(\d+)$/m.exec(status)?.[1];
    if (kibibytes === undefined || threads === undefined) return [];
    const words = (readOrNull(`/proc/${pid}/cmdline`) ?? '').split('\0');
    const script = words.find((word) => /\.(m?js|ts)$/.test(word));
    const name = script?.split('/').slice(-2).join('/') ?? words[0] ?? '';
    return [{ name, megabytes: Number(kibibytes) / 1024, handles: handlesOf(pid), threads: Number(threads) }];
  });
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
