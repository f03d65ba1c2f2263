import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noFiles } from '../../../../src/main/log/files.ts';
import { createJournal } from '../../../../src/main/log/journal.ts';
import type { EntryRef, LogWrite } from '../../../../src/main/log/log-write.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { partResult, uninspectedPart } from '../../../support/part-result.ts';
import { projectFolder } from '../../../support/run-program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

const good = (frameNumber: number, name: string | null = null): LogWrite => ({
  part: partResult({ frameNumber, name }),
  files: noFiles,
  entry: null,
  isNew: false,
});
const numbers = (writes: readonly LogWrite[]): number[] => writes.map(({ part }) => part.frameNumber);

test('the first part after a power cut stands in a line of its own', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  await createJournal(path).append(good(1));
  appendFileSync(path, '{"part":{"sessionId":');
  const journal = createJournal(path);
  expect(numbers((await journal.read()).writes)).toEqual([1]);
  await journal.append(good(2));
  expect(numbers((await createJournal(path).read()).writes)).toEqual([1, 2]);
});

test.skipIf(process.platform === 'win32')(
  'a line for which the disk has no room leaves nothing, and the next one that fits is whole',
  async () => {
    const path = join(temporaryFolder(), 'journal.jsonl');
    const program = `
      import { createJournal } from './src/main/log/journal.ts';
      const [, path, ...writes] = process.argv;
      const journal = createJournal(path);
      for (const write of writes) {
        await journal.append(JSON.parse(write)).then(() => console.log('kept'), () => console.log('refused'));
      }`;
    const writes = [good(1), good(2, 'x'.repeat(40_000)), good(3)].map((write) => JSON.stringify(write));
    // The shell limits files to 4 blocks of 512 or 1024 bytes, so the second line is torn as on a full disk.
    const { stdout, stderr } = spawnSync(
      'sh',
      [
        '-c',
        'ulimit -f 4; exec "$@"',
        'sh',
        process.execPath,
        '--input-type=module',
        '-e',
        program,
        path,
        ...writes,
      ],
      { cwd: projectFolder, encoding: 'utf8' },
    );
    expect(stdout, stderr).toBe('kept\nrefused\nkept\n');
    expect(numbers((await createJournal(path).read()).writes)).toEqual([1, 3]);
  },
);

test.skipIf(process.platform === 'win32')(
  'a line that could not be flushed to the disk is not there at the next start',
  async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    // In this folder files can be made, but the folder itself cannot be opened, so not flushed.
    chmodSync(folder, 0o333);
    const failure = await withoutPrivileges(() => failureOf(() => createJournal(path).append(good(1))));
    chmodSync(folder, 0o777);
    expect(failure).toMatchObject({ code: 'NO_PERMISSION' });
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(await createJournal(path).read()).toEqual({ writes: [], damaged: 0 });
  },
);

test('an entry whose first part is in memory only begins with the next part of it', async () => {
  const folder = join(temporaryFolder(), 'later');
  const path = join(folder, 'journal.jsonl');
  const journal = createJournal(path);
  const entry: EntryRef = { id: null };
  const first = { part: uninspectedPart({ frameNumber: 1 }), files: noFiles, entry, isNew: true };
  await failureOf(() => journal.append(first));
  mkdirSync(folder);
  await journal.append(good(2));
  for (const frameNumber of [3, 4]) {
    await journal.append({ ...first, part: uninspectedPart({ frameNumber }), isNew: false });
  }
  const [, third, fourth] = (await createJournal(path).read()).writes;
  expect([third?.isNew, fourth?.isNew]).toEqual([true, false]);
  expect(fourth?.entry).toBe(third?.entry);
});
