import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * What several tests of a file look at and none changes, such as a training: made when the first of them asks for it.
 *
 * @param make gets a folder that is gone after the file's last test
 */
export function once<Made>(make: (folder: string) => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'loupe-once-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => (made ??= make(folder));
}
