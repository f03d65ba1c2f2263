import { join } from 'node:path';
import { command } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';

/** Number of files that fits a command line on every system. */
const most = 200;

// Git calls this script before a commit (.githooks/pre-commit). It checks formatting and lint of the staged files, as
// they are in the working tree.
await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, async () => {
  const args = ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'];
  const staged = (await run('git', args, { cwd: root })).stdout.split('\0').filter((file) => file !== '');
  const sources = staged.filter((file) => /\.(ts|vue|js|mjs|cjs)$/.test(file));
  const formatted = await passes('prettier/bin/prettier.cjs', ['--check', '--ignore-unknown'], staged);
  const linted = await passes('eslint/bin/eslint.js', ['--max-warnings', '0', '--no-warn-ignored'], sources);
  return formatted && linted ? 0 : 1;
});

/**
 * @param {string} tool a file in node_modules
 * @param {string[]} options
 * @param {string[]} files
 */
async function passes(tool, options, files) {
  if (files.length === 0) return true;
  if (files.length > most) {
    process.stderr.write(`${files.length} files: left to npm run check\n`);
    return true;
  }
  const program = join(root, 'node_modules', tool);
  const result = await run(process.execPath, [program, ...options, ...files], { cwd: root });
  if (result.code !== 0) process.stderr.write(`${result.output.trim()}\n`);
  return result.code === 0;
}
