import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const module = join(projectFolder, 'src/main/host/more-threads.ts');

/** Opens pipes that nobody writes to, as a share that does not answer, and then reads another file. */
const program = `
import ${JSON.stringify(module)};
import { open, readFile } from 'node:fs/promises';
for (let number = 0; number < 30; number++) void open(process.argv[1], 'r');
const read = readFile(${JSON.stringify(module)}).then(() => 'read');
const late = new Promise((resolve) => setTimeout(resolve, 5000, 'blocked'));
process.stdout.write(await Promise.race([read, late]), () => process.kill(process.pid, 'SIGKILL'));
`;

test.skipIf(process.platform === 'win32')(
  'files are read while as many as six lanes can hold do not answer',
  async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const words = ['--input-type=module', '--eval', program, pipe];
    const ended = promisify(execFile)(process.execPath, words);
    await expect(ended).rejects.toMatchObject({ signal: 'SIGKILL', stdout: 'read' });
  },
);
