import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../support/run-program.ts';

/** A hostile file name: it clears the line and adds another one that looks like a verdict. */
const name = 'part\u001B[2K\u202E.png\ngood    0.0001  other.png';

test('a file’s name neither moves the cursor nor makes a line of its own, on both outputs and in the log', () => {
  const program = `
    import { terminal } from './src/main/cli/terminal.ts';
    import { resultText } from './src/main/cli/run-session.ts';
    import { warnOnStandardError } from './src/main/host/report-to-standard-error.ts';
    const [, name] = process.argv;
    const { print, note } = terminal(false, process);
    print(resultText({ verdict: 'defect', score: 1, regions: { count: 1, largest: 0.1 }, name }));
    note(name);
    warnOnStandardError(name, 'folder');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, name], {
    cwd: projectFolder,
    encoding: 'utf8',
  });
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^defect .*part\uFFFD\[2K\uFFFD\.png\uFFFDgood/),
    '',
  ]);
  for (const unseen of ['\u001B', '\u202E']) expect(stderr).not.toContain(unseen);
  expect(stderr.trimEnd().split('\n').at(-1)).toContain('folder: part');
});
