/**
 * @typedef {{ passed: number, failed: number, skipped: number, reasons: string[] }} Result
 *   `reasons`: one line per skipped test or group of tests
 */

/** @returns {Result} the result of a stage that counts as one check */
export function oneCheck(/** @type {boolean} */ passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, reasons: [] };
}

/**
 * Adds up results.
 *
 * @param {Result[]} results
 * @returns {Result}
 */
export function sum(results) {
  const count = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    reasons: results.flatMap((result) => result.reasons),
  };
}

/** Returns the last line of a run. @param {Result} result */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Counts vitest's JSON report. A file that failed to load has no tests and counts as one failure; a file without tests
 * to run counts as skipped. A failing run in which every test passed (an error outside of a test) counts as a failure.
 *
 * @param {{ testResults: { name: string, status: string, assertionResults: { status: string,
 *   ancestorTitles: string[], title: string }[] }[] }} report
 * @param {boolean} succeeded the run's exit code was 0
 * @returns {Result}
 */
export function countVitest(report, succeeded) {
  const result = { passed: 0, failed: 0, skipped: 0, reasons: /** @type {string[]} */ ([]) };
  /** @type {Map<string, number>} */
  const groups = new Map();
  for (const file of report.testResults) {
    if (file.assertionResults.length === 0) {
      if (file.status === 'failed') result.failed += 1;
      else groups.set(`${testPath(file.name)}: has no tests on this machine`, 1);
    }
    for (const test of file.assertionResults) {
      if (test.status === 'passed') result.passed += 1;
      else if (test.status === 'failed') result.failed += 1;
      else {
        const group = test.ancestorTitles[0] ?? test.title;
        groups.set(group, (groups.get(group) ?? 0) + 1);
      }
    }
  }
  for (const [group, tests] of groups) {
    result.skipped += tests;
    result.reasons.push(`${group} (${tests})`);
  }
  return withUncountedFailure(result, succeeded);
}

/** Returns a test file's path in the project. @param {string} file */
function testPath(file) {
  return file.replace(/^.*[\\/](?=test[\\/])/, '');
}

/**
 * Counts Playwright's JSON report. A test that passed at the second attempt counts as passed.
 *
 * @typedef {{ title: string, specs?: { title: string, tests: { status: string, projectName?: string,
 *   annotations?: { type: string, description?: string }[] }[] }[], suites?: Suite[] }} Suite
 * @param {{ suites: Suite[] }} report
 * @param {boolean} succeeded the run's exit code was 0
 * @returns {Result}
 */
export function countPlaywright(report, succeeded) {
  const result = { passed: 0, failed: 0, skipped: 0, reasons: /** @type {string[]} */ ([]) };
  /** @type {Map<string, number>} */
  const groups = new Map();
  for (const { title, test } of report.suites.flatMap(testsOf)) {
    if (test.status === 'expected' || test.status === 'flaky') result.passed += 1;
    else if (test.status === 'unexpected') result.failed += 1;
    else {
      result.skipped += 1;
      const reason = test.annotations?.find((annotation) => annotation.type === 'skip')?.description;
      const group = `${test.projectName ?? 'e2e'}: ${reason ?? title}`;
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
  }
  for (const [group, tests] of groups) result.reasons.push(`${group} (${tests})`);
  return withUncountedFailure(result, succeeded);
}

/**
 * @param {Suite} suite
 * @returns {{ title: string, test: NonNullable<Suite['specs']>[number]['tests'][number] }[]}
 */
function testsOf(suite) {
  const own = (suite.specs ?? []).flatMap((spec) => spec.tests.map((test) => ({ title: spec.title, test })));
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}

/**
 * @param {Result} result
 * @param {boolean} succeeded
 */
function withUncountedFailure(result, succeeded) {
  return !succeeded && result.failed === 0 ? { ...result, failed: 1 } : result;
}
