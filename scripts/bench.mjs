import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { passSignals, runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';

const folder = join(root, 'test', 'bench');
/** Long benchmarks, and those that need real images or a browser, run only by name. */
const byName = [
  ...[
    'accuracy',
    'alignment',
    'browse',
    'dirt',
    'endurance',
    'evaluation-memory',
    'gpu',
    'guard',
    'joined-line',
    'limits',
    'line',
    'live',
  ],
  ...['plant', 'plant-log', 'scale', 'sizes', 'soak', 'teachers', 'trigger', 'unlike'],
];
const [first, ...others] = process.argv.slice(2);
const name = first?.startsWith('-') ? undefined : first;
const args = name === undefined ? process.argv.slice(2) : others;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace(/\.bench\.ts$/, ''));

// A benchmark is a program in test/bench. It runs in a process of its own, so that nothing else takes its time.
await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, async () => {
  if (name === undefined) return args.includes('--help') ? usage(0) : runAll();
  if (!names.includes(name)) return usage(2);
  return runInPlace(process.execPath, [program(name), ...args]);
});

/** @param {string} benchmark */
function program(benchmark) {
  return join(folder, `${benchmark}.bench.ts`);
}

/** @param {number} code */
function usage(code) {
  process.stderr.write(
    `Usage: npm run bench -- [NAME] [options]\nBenchmarks: ${names.join(', ')}\n` +
      `Without a name: all but ${byName.join(', ')}. Options of most: --quick, --provider cpu|cuda, --device cpu|gpu, ` +
      '--receptive-fields 17,33, --widths compact,paper, --strides 4,8, --students 1,3, --sides 256,512\n',
  );
  return code;
}

/** Runs the benchmarks one by one and prints their results as one line of JSON. */
async function runAll() {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let running;
  passSignals({ kill: (signal) => running?.kill(signal) ?? false });
  const found = [];
  for (const benchmark of names.filter((one) => !byName.includes(one))) {
    process.stderr.write(`\n# ${benchmark}\n`);
    running = spawn(process.execPath, [program(benchmark), ...args], {
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    const { code, output } = await ended(running);
    if (code >= 128) return code;
    found.push(code === 0 ? JSON.parse(output) : { benchmark, exitCode: code });
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return found.some((one) => 'exitCode' in one) ? 1 : 0;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, output: string }>} exit code (128 + n after a signal) and standard output
 */
function ended(child) {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code: code ?? (signal === 'SIGINT' ? 130 : 143), output }));
  });
}
