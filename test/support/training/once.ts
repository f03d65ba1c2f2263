import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * Shares something that several tests of a file read and none changes, such as a training. The first test to ask makes it.
 *
 * @param make gets a folder that is removed after the file's last test
 */
export function once<Made>(make: (folder: string) => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'loupe-once-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => (made ??= make(folder));
}
