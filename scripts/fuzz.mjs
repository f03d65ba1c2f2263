import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './setup/command.mjs';
import { passSignals } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

const usage = `Usage: npm run fuzz -- [--inputs NUMBER] [--seed NUMBER] [--path PATH] [-t TITLE] [FILTER…]
Tries properties of test/fuzz with inputs that are drawn by chance.
  --inputs   of all properties together (100000)
  --seed     the draw; another one each time when left out
  --path     the one input that a failure printed, with its seed and the test's title
`;

const text = /** @type {const} */ ({ type: 'string' });
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: text,
    seed: text,
    path: text,
    help: { type: 'boolean' },
    title: { type: 'string', short: 't' },
  },
});

if (values.help) process.stdout.write(usage);
else await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, fuzz);

/** @returns {Promise<number>} the exit code */
function fuzz() {
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
  const inputs = values.inputs ?? '100000';
  process.stdout.write(`${inputs} inputs, seed ${seed}\n`);
  const env = {
    ...process.env,
    LOUPE_FUZZ_INPUTS: inputs,
    LOUPE_FUZZ_SEED: seed,
    ...(values.path === undefined ? {} : { LOUPE_FUZZ_PATH: values.path }),
  };
  const title = values.title === undefined ? [] : ['-t', values.title];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project=fuzz', ...title, ...positionals];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
    passSignals(child);
    child.on('close', (code) => done(code ?? 130));
  });
}
