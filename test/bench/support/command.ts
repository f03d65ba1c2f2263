import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { children, peakMemory } from './peak-memory.ts';

const commandLine = resolve(fileURLToPath(import.meta.url), '../../../../src/main/cli.ts');
/** Length of a failed command's output that the error repeats, characters. */
const lastWords = 600;

/** Interval of polling a command's memory, milliseconds. */
const lookEvery = 250;

/**
 * Runs a command of the station in a process of its own, in a home of its own.
 *
 * @param onMemory receives the peak memory so far of the command and its child processes, bytes, while it runs
 * @returns its line of JSON
 * @throws Error with the command's last output if it fails
 */
export async function stationCommand<Result>(
  home: string,
  result: z.ZodType<Result>,
  words: readonly string[],
  onMemory?: (bytes: number) => void,
): Promise<Result> {
  const child = spawn(process.execPath, [commandLine, '--json', ...words], {
    env: { ...process.env, STATION_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
  }
  const { pid } = child;
  const look = (): void => {
    if (pid === undefined || onMemory === undefined) return;
    const all = [pid, ...children(pid).map((one) => one.pid)].map((one) => peakMemory(one) ?? 0);
    onMemory(all.reduce((sum, bytes) => sum + bytes, 0));
  };
  const looking = setInterval(look, lookEvery);
  const code = await new Promise((settle) => child.on('close', settle));
  clearInterval(looking);
  if (code !== 0) throw new Error(`station ${words.join(' ')}: ${output.stderr.slice(-lastWords)}`);
  return result.parse(JSON.parse(output.stdout.trim().split('\n').at(-1) ?? ''));
}
