import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from './run-command.ts';
import type { ProgramEnd } from './run-program.ts';
import { makeSmallProduct } from './small-product.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Opens a home with a product whose model is a real graph with random weights, and its command line. */
export async function openSmallHome() {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  await makeSmallProduct(home, 'Disc');
  const run = (...words: string[]): Promise<ProgramEnd> => runCommand(home, words);
  return {
    folder,
    home,
    run,
    /** Runs a command and checks its exit code. @returns its JSON output */
    async json(expected: number, ...words: string[]): Promise<unknown> {
      const { code, stdout, stderr } = await run(...words, '--json');
      expect(code, stderr).toBe(expected);
      return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    },
  };
}
