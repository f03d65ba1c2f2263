import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listForImport } from '../../src/main/datasets/import-listing.ts';
import { trainingLabel } from '../../src/shared/contract/datasets.ts';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { everyInput, patience } from '../support/fuzz/inputs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = fc.oneof(
  fc.constantFrom(
    'train',
    'test',
    'Test',
    'ground_truth',
    'good',
    'GOOD',
    'crack',
    'ok',
    'a_mask.png',
    'a.png',
    'a.PNG',
    'b.jpg',
  ),
  fc.constantFrom(
    '.hidden.png',
    'Thumbs.db',
    '__proto__',
    'x.tiff',
    'notes.txt',
    'no ending',
    'ü.bmp',
    'a\u0308.png',
    '=1.png',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((name) => !/[/\0]|^\.{1,2}$/.test(name)),
);
const entries = fc.array(
  fc.record({
    way: fc.array(names, { minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom('file', 'file', 'file', 'folder', 'pipe', 'link', 'device', 'round'),
  }),
  { maxLength: 12 },
);

test.skipIf(process.platform === 'win32')(
  'whatever lies in a folder, its import lists each picture once and ends',
  async () => {
    const scratch = temporaryFolder();
    const pipe = join(scratch, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await everyInput(0.03, entries, async (given) => {
      const folder = mkdtempSync(join(scratch, 'f-'));
      for (const { way, kind } of given) place(folder, join(folder, ...way), kind, pipe);
      try {
        const { files, others } = await listForImport(folder, trainingLabel);
        expect(new Set(files.map(({ file }) => file)).size).toBe(files.length);
        for (const { path } of files) expect(path.startsWith(folder)).toBe(true);
        for (const name of others) expect(files.map(({ file }) => file)).not.toContain(name);
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        expect(['NO_IMAGES', 'BAD_INPUT', 'NOT_FOUND', 'NO_PERMISSION']).toContain(error.code);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
  patience,
);

/** Creates an item at a path; leaves whatever is in its way, such as a file in place of a folder. */
function place(folder: string, path: string, kind: string, pipe: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (kind === 'file') writeFileSync(path, 'x', { flag: 'wx' });
    else if (kind === 'folder') mkdirSync(path);
    else if (kind === 'pipe') linkSync(pipe, path);
    else if (kind === 'link') symlinkSync(join(folder, 'nowhere'), path);
    else if (kind === 'device') symlinkSync('/dev/zero', path);
    else symlinkSync(folder, path);
  } catch {
    // The system refuses some names, and some already exist.
  }
}
