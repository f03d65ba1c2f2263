import { expect, it } from 'vitest';
import { failuresText, playwrightFailures, vitestFailures } from '../../../../scripts/gate/failures.mjs';

it('a failed vitest test is named with its file and its message', () => {
  const test = (status: string, failureMessages: string[] | null) => ({
    status,
    fullName: 'group test',
    title: 'test',
    failureMessages,
  });
  const name = '/any/where/test/unit/file.test.ts';
  const report = {
    testResults: [
      { name, assertionResults: [test('passed', null), test('failed', ['expected 1 to be 2'])] },
      { name, message: 'Cannot find module', assertionResults: [] },
    ],
  };
  expect(vitestFailures(report)).toEqual([
    { title: 'test/unit/file.test.ts: group test', messages: ['expected 1 to be 2'] },
    { title: 'test/unit/file.test.ts', messages: ['Cannot find module'] },
  ]);
});

it('a failed Playwright test is found in nested suites', () => {
  const spec = (status: string) => ({
    title: 'a flow',
    file: 'flow.spec.ts',
    tests: [{ status, results: [{ errors: [{ message: 'no button' }] }] }],
  });
  const inner = { title: 'inner', specs: [spec('unexpected')] };
  expect(
    playwrightFailures({ suites: [{ title: 'outer', specs: [spec('expected')], suites: [inner] }] }),
  ).toEqual([{ title: 'flow.spec.ts: a flow', messages: ['no button'] }]);
});

it('the text keeps the first lines of each message, without colours', () => {
  const long = Array.from({ length: 40 }, (_, line) => `\u001B[31mline ${line}\u001B[39m`).join('\n\n');
  const lines = failuresText([{ title: 'a flow', messages: [long] }])
    .trimEnd()
    .split('\n');
  expect(lines.slice(0, 3)).toEqual(['FAILED a flow', '    line 0', '    line 1']);
  expect(lines).toHaveLength(17);
  expect(failuresText([])).toBe('');
});
