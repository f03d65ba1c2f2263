import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../../../src/main/diagnosis/diagnose.ts';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import { diagnosisChecks } from '../../../../src/shared/domain/diagnosis.ts';
import { runProgram } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a check that does not end is told as such, and the others are made', async () => {
  const home = temporaryFolder();
  const { checks, state } = await diagnose({ host: headlessHost(), home, version: '1.2.3', patienceMs: 1 });
  expect(checks.map(({ check }) => check)).toEqual(diagnosisChecks);
  expect(checks.at(-1)?.findings).toEqual([{ kind: 'notFinished', values: { seconds: '0' } }]);
  expect(state).toBe('attention');
});

test('the command line tells a home whose station does not start, writes the archive and fails', async () => {
  const home = temporaryFolder();
  writeFileSync(join(home, 'station.db'), 'this was a database once');
  const file = join(temporaryFolder(), 'support.zip');
  const run = (...words: string[]) =>
    runProgram('src/main/cli.ts', ['doctor', ...words], { STATION_HOME: home });
  const { code, stdout, stderr } = await run('--to', file);
  expect(stdout).toMatch(/^failed +It cannot be opened: The database “.*” is damaged/m);
  expect(stdout).toContain('→ Do what the message says');
  expect([code, existsSync(file)]).toEqual([1, true]);
  expect(stderr).toContain('Something failed');
  expect(await run('--to', file, '--json')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('exists already'),
  });
});
