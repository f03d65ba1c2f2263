import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partResultSchema } from '../../../src/shared/contract/part-result.ts';
import { receivedParts } from './received-parts.ts';

/** Opens the folder of the output `file`, which tests can take away for a while. */
export async function openResultFiles(folder: string) {
  await mkdir(folder);
  const away = `${folder}-away`;
  return {
    async fail(): Promise<void> {
      await rename(folder, away);
      await writeFile(folder, 'in the way');
    },
    async mend(): Promise<void> {
      await rm(folder, { force: true });
      await rename(away, folder);
    },
    /** Reads all parts from the files. */
    async read() {
      const parts = receivedParts();
      for (const name of (await readdir(folder)).toSorted()) {
        const text = (await readFile(join(folder, name), 'utf8')).trimEnd();
        for (const row of text.split('\n')) {
          const { partNumber, verdict } = partResultSchema.parse(JSON.parse(row));
          if (partNumber !== null) parts.add(partNumber, verdict);
        }
      }
      return parts;
    },
  };
}
