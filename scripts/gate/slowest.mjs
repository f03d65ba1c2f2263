import { duration } from '../setup/steps.mjs';

/** Faster files are not listed, ms. */
const noticeable = 5000;

/**
 * Lists the slowest test files for the end of a run, so that everyone sees what makes the gate slow.
 *
 * @typedef {{ file: string, milliseconds: number }} FileTime
 * @param {FileTime[]} times
 * @returns {string} one line per file; empty if all were fast
 */
export function slowestText(times, count = 12) {
  return times
    .filter(({ milliseconds }) => milliseconds >= noticeable)
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, count)
    .map(({ file, milliseconds }) => `slow   ${duration(milliseconds)} ${file}\n`)
    .join('');
}

/**
 * @param {{ testResults: { name: string, startTime: number, endTime: number }[] }} report vitest's JSON report
 * @returns {FileTime[]}
 */
export function vitestTimes(report) {
  return report.testResults.map(({ name, startTime, endTime }) => ({
    file: name.replace(/^.*[\\/](?=test[\\/])/, ''),
    milliseconds: endTime - startTime,
  }));
}

/**
 * @typedef {{ title: string, file?: string, specs?: { file?: string, tests: { projectName?: string,
 *   results?: { duration: number }[] }[] }[], suites?: Suite[] }} Suite
 * @param {{ suites: Suite[] }} report Playwright's JSON report
 * @returns {FileTime[]} by file and project
 */
export function playwrightTimes(report) {
  /** @type {Map<string, number>} */
  const times = new Map();
  const add = (/** @type {Suite} */ suite) => {
    for (const { file = suite.title, tests } of suite.specs ?? []) {
      for (const { projectName, results = [] } of tests) {
        const key = `test/e2e/${file} (${projectName ?? 'e2e'})`;
        const spent = results.reduce((total, result) => total + result.duration, 0);
        times.set(key, (times.get(key) ?? 0) + spent);
      }
    }
    suite.suites?.forEach(add);
  };
  report.suites.forEach(add);
  return [...times].map(([file, milliseconds]) => ({ file, milliseconds }));
}
