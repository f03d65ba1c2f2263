import { execFile } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { program } from '../../../../src/main/host/program-folder.ts';

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
const source = pathToFileURL(join(program().folder, 'src', 'main', 'host', 'low-priority.ts'));

/** Starts a process with one priority and lets it take another. @returns its final priority */
async function priorityAfter(begun: number, taken: number): Promise<number> {
  const text = `import { getPriority, setPriority } from 'node:os';
    import { takeLowPriority } from '${source.href}';
    setPriority(Math.max(getPriority(), ${begun}));
    takeLowPriority(${taken});
    process.stdout.write(String(getPriority()));`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', text]);
  return Number(stdout);
}

test('a process takes a lower priority, and keeps one that is lower still', async () => {
  expect(await priorityAfter(PRIORITY_BELOW_NORMAL, PRIORITY_LOW)).toBe(PRIORITY_LOW);
  expect(await priorityAfter(PRIORITY_LOW, PRIORITY_BELOW_NORMAL)).toBe(PRIORITY_LOW);
});
