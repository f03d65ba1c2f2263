import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInPlace } from '../setup/node-runtime.mjs';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { playwrightFailures, vitestFailures } from './failures.mjs';
import { playwrightTimes, vitestTimes } from './slowest.mjs';
import { countPlaywright, countVitest, oneCheck } from './summary.mjs';

/**
 * @typedef {import('./summary.mjs').Result} Result
 * @typedef {import('./failures.mjs').Failure} Failure
 * @typedef {import('./slowest.mjs').FileTime} FileTime
 * @typedef {{ name: string, title: string, beside: boolean, lingers: boolean, run: () => Promise<StageResult> }} Stage
 *   `beside`: may run in parallel, since it prints nothing before its end; `lingers`: the tests do not wait for it
 * @typedef {Result & { failures?: Failure[], times?: FileTime[] }} StageResult
 */

const reports = join(root, 'test-results');
const tool = (/** @type {string} */ path) => join(root, 'node_modules', path);
const cache = (/** @type {string} */ name) => join(root, '.cache', name);

/**
 * Stages that count as one check, slow ones first, so that the others run beside them. `.cache/` keeps their results
 * for unchanged files. ESLint's typed rules also look into other files: after a change of a type, a cached result of a
 * file that uses it stays until that file changes or the cache is deleted. A fresh clone, such as a CI's, has no cache.
 */
const checks = [
  // ESLint takes longer than all the others together.
  {
    ...check('lint', 'ESLint', [
      ...['eslint/bin/eslint.js', '--max-warnings', '0'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', cache('eslint')],
    ]),
    lingers: true,
  },
  check('types', 'Types', [
    ...['vue-tsc/bin/vue-tsc.js', '--noEmit', '--incremental'],
    ...['--tsBuildInfoFile', cache('types.tsbuildinfo')],
  ]),
  check('layers', 'Import directions', [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'],
  ]),
  check('format', 'Formatting', [
    ...['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', cache('prettier')],
  ]),
  check('tables', 'Owners of tables', ['../scripts/check-tables.mjs']),
  check('places', 'Places of unit tests', ['../scripts/check-tests.mjs']),
  check('documents', 'Documents', ['../scripts/check-documents.mjs']),
  check('notices', 'Third-party notices', ['../scripts/notices.mjs', '--check']),
  check('migrations', 'Released migrations', ['../scripts/migrations.mjs', '--check']),
];

/** Builds the station, which the later stages start. */
const build = check('build', 'Build', ['../scripts/gate/build.mjs']);

/** The test runners' names: vitest's projects, and Playwright. */
const vitestProjects = ['unit', 'contract', 'security', 'desktop', 'fuzz', 'growth', 'accuracy', 'package'];
export const testStageNames = [...vitestProjects, 'e2e'];
/** The stages that need neither a build nor a browser. */
export const checkNames = checks.map(({ name }) => name);
export const stageNames = [...checkNames, build.name, ...testStageNames];

/**
 * Returns the stages of `npm test` in their order: fast ones first.
 *
 * @param {{ only: string[], rest: string[], env: NodeJS.ProcessEnv }} options `only` names stages, empty means all;
 *   `rest`: arguments for the test runner
 * @returns {Stage[]}
 */
export function stages({ only, rest, env }) {
  const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  const projects = vitestProjects.filter(wanted);
  return [
    ...[...checks, build].filter(({ name }) => wanted(name)),
    ...(projects.length === 0 ? [] : [vitest(projects, rest, env)]),
    ...(wanted('e2e') ? [playwright(rest, env)] : []),
  ];
}

/**
 * Makes a stage that counts as one check and shows the program's output if it fails.
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
    beside: true,
    lingers: false,
    run: async () => {
      const result = await run(process.execPath, [tool(program), ...args], { cwd: root });
      if (result.code === 0) return oneCheck(true);
      return { ...oneCheck(false), failures: [{ title, messages: [result.output.trim()] }] };
    },
  };
}

/**
 * Makes the stage that runs vitest.
 *
 * @param {string[]} projects
 * @param {string[]} rest arguments and filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Stage}
 */
export function vitest(projects, rest, env) {
  const report = join(reports, 'vitest.json');
  const args = [
    ...['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    // The unit tests are two projects (vitest.config.ts).
    ...projects.map((project) => `--project=${project}*`),
  ];
  return {
    name: 'vitest',
    title: `Tests (${projects.join(', ')})`,
    beside: false,
    lingers: false,
    run: () =>
      reported(report, [tool('vitest/vitest.mjs'), ...args, ...rest], env, {
        count: countVitest,
        failures: vitestFailures,
        times: vitestTimes,
      }),
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
    beside: false,
    lingers: false,
    run: () =>
      reported(
        report,
        [tool('@playwright/test/cli.js'), ...args],
        { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        { count: countPlaywright, failures: playwrightFailures, times: playwrightTimes },
      ),
  };
}

/**
 * Runs a test runner in place and reads its report; without a report, the stage counts as one failure.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ count: (report: any, succeeded: boolean) => Result, failures: (report: any) => Failure[],
 *   times: (report: any) => FileTime[] }} read
 * @returns {Promise<StageResult>}
 */
async function reported(file, args, env, { count, failures, times }) {
  rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  const code = await runInPlace(process.execPath, args, env);
  if (!existsSync(file)) return oneCheck(false);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return { ...count(report, code === 0), failures: failures(report), times: times(report) };
}
