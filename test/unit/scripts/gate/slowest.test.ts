import { expect, it } from 'vitest';
import { playwrightTimes, slowestText, vitestTimes } from '../../../../scripts/gate/slowest.mjs';

it('the slowest files are named with their time, slowest first, quick ones left out', () => {
  const times = [
    { file: 'a.test.ts', milliseconds: 6000 },
    { file: 'b.test.ts', milliseconds: 90_000 },
    { file: 'c.test.ts', milliseconds: 20 },
  ];
  expect(slowestText(times)).toBe('slow   1 min 30 s b.test.ts\nslow   6.0 s a.test.ts\n');
  expect(slowestText(times, 1)).toBe('slow   1 min 30 s b.test.ts\n');
});

it("vitest's report gives the time of each file", () => {
  const testResults = [{ name: '/any/where/test/unit/file.test.ts', startTime: 1000, endTime: 3500 }];
  expect(vitestTimes({ testResults })).toEqual([{ file: 'test/unit/file.test.ts', milliseconds: 2500 }]);
});

it("Playwright's report gives the time of each file and project, tries and nested groups added up", () => {
  const test = (projectName: string, ...durations: number[]) => ({
    projectName,
    results: durations.map((duration) => ({ duration })),
  });
  const suite = {
    title: 'views.spec.ts',
    specs: [{ file: 'views.spec.ts', tests: [test('browser', 1000), test('large', 300)] }],
    suites: [{ title: 'group', specs: [{ file: 'views.spec.ts', tests: [test('browser', 2000, 500)] }] }],
  };
  expect(playwrightTimes({ suites: [suite] })).toEqual([
    { file: 'test/e2e/views.spec.ts (browser)', milliseconds: 3500 },
    { file: 'test/e2e/views.spec.ts (large)', milliseconds: 300 },
  ]);
});
