import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the processor's clock per second, as Linux reports them to programs. */
const ticksPerSecond = 100;

/**
 * Returns the processor seconds of this process's descendants so far, by their kind: the script of a Node process, the
 * type of a browser process. Empty without /proc.
 */
export function processorTimes(): ReadonlyMap<string, number> {
  const rows = processes();
  const own = new Set([process.pid]);
  for (let known = 0; known !== own.size;) {
    known = own.size;
    for (const { pid, parent } of rows) if (own.has(parent)) own.add(pid);
  }
  const times = new Map<string, number>();
  for (const { pid, ticks } of rows) {
    if (pid === process.pid || !own.has(pid)) continue;
    const name = nameOf(pid);
    if (name !== null) times.set(name, (times.get(name) ?? 0) + ticks / ticksPerSecond);
  }
  return times;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function processes(): Row[] {
  return numbersIn('/proc').flatMap((pid) => {
    const text = readOrNull(`/proc/${pid}/stat`);
    if (text === null) return [];
    // The program's name, in brackets, may contain any character.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, user = 0, system = 0] = [1, 11, 12].map((at) => Number(fields[at]));
    return [{ pid, parent, ticks: user + system }];
  });
}

function nameOf(pid: number): string | null {
  const words = readOrNull(`/proc/${pid}/cmdline`)?.split(/[\0 ]/);
  if (!words) return null;
  const value = (option: string): string | undefined =>
    words.find((word) => word.startsWith(`--${option}=`))?.slice(option.length + 3);
  if (words.some((word) => word.includes('chrom'))) {
    const service = value('utility-sub-type')?.split('.').at(-1);
    return ['browser', value('type'), service].filter((part) => part !== undefined).join(' ');
  }
  const script = words.find((word) => /\.(m?js|ts)$/.test(word));
  return script?.split('/').slice(-2).join('/') ?? null;
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
