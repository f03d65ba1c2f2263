import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { placeEntry } from '../setup/place.mjs';
import { lastLines, run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { hashOfFile } from './hash.mjs';

/**
 * Writes an archive for setting up a machine without a network: the station's .deb, its dependencies, and an
 * installation script.
 *
 * @param {{ folder: string, deb: string, needed: string, file: string }} options `folder`: for temporary files, on the disk of the .deb;
 *   `needed`: a folder of .deb files
 * @throws {SetupError}
 */
export async function writeBundle({ folder, deb, needed, file }) {
  const name = basename(file, '.tar');
  const tree = join(folder, name);
  mkdirSync(join(tree, 'needed'), { recursive: true });
  placeEntry(deb, join(tree, basename(deb)));
  for (const one of readdirSync(needed)) placeEntry(join(needed, one), join(tree, 'needed', one));
  copyFileSync(join(root, 'docs', 'install.md'), join(tree, 'install.md'));
  const files = [basename(deb), ...readdirSync(join(tree, 'needed')).map((one) => `needed/${one}`)];
  const sums = await Promise.all(
    files.map(async (path) => `${await hashOfFile(join(tree, path))}  ${path}\n`),
  );
  writeFileSync(join(tree, 'SHA256SUMS'), sums.join(''));
  copyFileSync(join(root, 'packaging', 'bundle', 'install.sh'), join(tree, 'install.sh'));
  const packed = await run('tar', ['--create', '--owner=root:0', '--group=root:0', '--file', file, name], {
    cwd: dirname(tree),
  });
  if (packed.code === 0) return;
  throw new SetupError(
    `tar could not write the archive: ${packed.ended ?? lastLines(packed.output, 2)}`,
    'Make room on the disk and run the command again.',
  );
}
