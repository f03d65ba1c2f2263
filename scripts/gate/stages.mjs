import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInPlace } from '../setup/node-runtime.mjs';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { playwrightFailures, vitestFailures } from './failures.mjs';
import { countPlaywright, countVitest, oneCheck } from './summary.mjs';

/**
 * @typedef {import('./summary.mjs').Result} Result
 * @typedef {import('./failures.mjs').Failure} Failure
 * @typedef {{ name: string, title: string, run: () => Promise<StageResult> }} Stage
 * @typedef {Result & { failures?: Failure[] }} StageResult
 */

const reports = join(root, 'test-results');
const tool = (/** @type {string} */ path) => join(root, 'node_modules', path);

/**
 * The stages of `npm test` in their order: quick ones first.
 *
 * @param {{ only: string[], rest: string[], env: NodeJS.ProcessEnv }} options `only` names stages, empty means all;
 *   `rest` goes to the test runner
 * @returns {Stage[]}
 */
export function stages({ only, rest, env }) {
  const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  const projects = ['unit', 'contract', 'security', 'desktop', 'accuracy'].filter(wanted);
  /** @type {Stage[]} */
  const checks = [
    check('format', 'Formatting', [
      'prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--log-level',
      'warn',
      '.',
    ]),
    check('lint', 'ESLint', ['eslint/bin/eslint.js', '--max-warnings', '0']),
    check('layers', 'Import directions', [
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'],
    ]),
    check('types', 'Types', ['vue-tsc/bin/vue-tsc.js', '--noEmit']),
    check('notices', 'Third-party notices', ['../scripts/notices.mjs', '--check']),
    check('documents', 'Documents', ['../scripts/check-documents.mjs']),
    check('migrations', 'Released migrations', ['../scripts/migrations.mjs', '--check']),
    check('build', 'Build', ['../scripts/gate/build.mjs']),
  ];
  return [
    ...checks.filter((stage) => wanted(stage.name)),
    ...(projects.length === 0 ? [] : [vitest(projects, rest, env)]),
    ...(wanted('e2e') ? [playwright(rest, env)] : []),
  ];
}

export const stageNames = [
  ...['format', 'lint', 'layers', 'types', 'notices', 'documents', 'migrations', 'build'],
  ...['unit', 'contract', 'security', 'desktop', 'accuracy', 'e2e'],
];

/**
 * A stage that counts as one check; what the program prints is shown if it fails.
 *
 * @param {string} name
 * @param {string} title
 * @param {string[]} command a file in node_modules and its arguments
 * @returns {Stage}
 */
function check(name, title, [program = '', ...args]) {
  return {
    name,
    title,
    run: async () => {
      const result = await run(process.execPath, [tool(program), ...args], { cwd: root });
      if (result.code !== 0) process.stdout.write(`\n${result.output.trimEnd()}\n`);
      return oneCheck(result.code === 0);
    },
  };
}

/**
 * @param {string[]} projects
 * @param {string[]} rest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Stage}
 */
function vitest(projects, rest, env) {
  const report = join(reports, 'vitest.json');
  const args = [
    ...['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...projects.map((project) => `--project=${project}`),
  ];
  return {
    name: 'vitest',
    title: `Tests (${projects.join(', ')})`,
    run: () =>
      reported(report, [tool('vitest/vitest.mjs'), ...args, ...rest], env, countVitest, vitestFailures),
  };
}

/**
 * @param {string[]} rest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Stage}
 */
function playwright(rest, env) {
  const report = join(reports, 'playwright.json');
  const args = ['test', '--pass-with-no-tests', '--reporter=list,json', ...rest];
  return {
    name: 'e2e',
    title: 'Tests in the browser and the desktop (e2e)',
    run: () =>
      reported(
        report,
        [tool('@playwright/test/cli.js'), ...args],
        { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        countPlaywright,
        playwrightFailures,
      ),
  };
}

/**
 * Runs a test runner in place and counts its report; without a report the stage counts as one failure.
 *
 * @template Report
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(report: Report, succeeded: boolean) => Result} count
 * @param {(report: Report) => Failure[]} failuresOf
 * @returns {Promise<StageResult>}
 */
async function reported(file, args, env, count, failuresOf) {
  rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  const code = await runInPlace(process.execPath, args, env);
  if (!existsSync(file)) return oneCheck(false);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return { ...count(report, code === 0), failures: failuresOf(report) };
}
