import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';

/** Processes that this one started whose command line has the word; Linux alone. */
export function childrenWith(word: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });
}

/** The priorities that the threads of a process have, each once; Linux alone. */
export function prioritiesOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`).map(Number);
  return [...new Set(threads.map((thread) => getPriority(thread)))];
}
