import { expect, it } from 'vitest';
import {
  countPlaywright,
  countVitest,
  oneCheck,
  sum,
  summaryLine,
} from '../../../../scripts/gate/summary.mjs';

const vitestTest = (status: string, group = 'group') => ({ status, ancestorTitles: [group], title: 'test' });
const vitestFile = (tests: readonly ReturnType<typeof vitestTest>[], status = 'passed') => ({
  name: '/any/where/test/unit/file.test.ts',
  status,
  assertionResults: [...tests],
});

it('vitest tests are counted, skipped ones by their group', () => {
  const tests = ['passed', 'passed', 'failed', 'todo'].map((status) => vitestTest(status));
  const skipped = ['pending', 'skipped'].map((status) => vitestTest(status, 'without data'));
  expect(countVitest({ testResults: [vitestFile(tests, 'failed'), vitestFile(skipped)] }, false)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 3,
    reasons: ['group (1)', 'without data (2)'],
  });
});

it('a test file without tests on this machine is skipped, by its name', () => {
  expect(countVitest({ testResults: [vitestFile([])] }, true)).toMatchObject({
    skipped: 1,
    reasons: ['test/unit/file.test.ts: has no tests on this machine (1)'],
  });
});

it('a test file that could not be loaded is a failure', () => {
  expect(countVitest({ testResults: [vitestFile([], 'failed')] }, false).failed).toBe(1);
});

it('a run that fails although each test passed is a failure', () => {
  const report = { testResults: [vitestFile([vitestTest('passed')])] };
  expect(countVitest(report, false)).toMatchObject({ passed: 1, failed: 1 });
  expect(countPlaywright({ suites: [] }, false)).toMatchObject({ passed: 0, failed: 1 });
});

it('Playwright tests are counted in nested suites, with the reason of skipped ones', () => {
  const test = (status: string, description?: string) => ({
    status,
    projectName: 'electron',
    annotations: description === undefined ? [] : [{ type: 'skip', description }],
  });
  const inner = {
    title: 'inner',
    specs: [{ title: 'two', tests: [test('skipped', 'no binary'), test('unexpected')] }],
  };
  const outer = {
    title: 'outer',
    specs: [{ title: 'one', tests: [test('expected'), test('flaky'), test('skipped', 'no binary')] }],
    suites: [inner],
  };
  expect(countPlaywright({ suites: [outer] }, false)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    reasons: ['electron: no binary (2)'],
  });
});

it('the last line adds all stages up', () => {
  const tests = { passed: 40, failed: 0, skipped: 2, reasons: ['a'] };
  const total = sum([oneCheck(true), oneCheck(false), tests]);
  expect(summaryLine(total)).toBe('41 passed, 1 failed, 2 skipped');
  expect(total.reasons).toEqual(['a']);
});
