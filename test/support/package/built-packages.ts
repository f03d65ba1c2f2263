import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDeb, debianArchitecture } from '../../../scripts/package/build-deb.mjs';
import { makeKey, publicHalf, readPrivateKey } from '../../../scripts/package/keys.mjs';
import { signDeb } from '../../../scripts/package/sign-deb.mjs';
import { neededPackages } from '../../../scripts/setup/debian-root.mjs';
import { writeBundle } from '../../../scripts/package/write-bundle.mjs';
import { toolchain } from '../../../scripts/setup/paths.mjs';

/**
 * Makes packages of the built station in a folder, signed with a key of their own. They are stored without compression and lack TensorFlow's library, which
 * is two thirds of all bytes and only needed for training.
 */
export function packagesOfTest(to: string) {
  // Hard links need the same file system as node_modules.
  const folder = mkdtempSync(join(toolchain, 'package-test-'));
  const keyFile = join(folder, 'key.pem');
  makeKey(keyFile);
  const key = readPrivateKey(keyFile);
  const architecture = debianArchitecture();
  return {
    /** Folder for further files of a test. */
    folder,
    /** Builds a package. @param change changes the program's folder for this version */
    async build(version: string, change: (program: string) => void = () => undefined): Promise<string> {
      const work = join(folder, version);
      const file = join(to, `loupe-station_${version}_${architecture}.deb`);
      mkdirSync(work);
      await buildDeb({
        folder: work,
        file,
        version,
        change,
        node: process.execPath,
        keys: [publicHalf(key)],
        compression: 'none',
        training: false,
      });
      await signDeb(file, { version, architecture, key });
      rmSync(work, { recursive: true });
      return file;
    },
    async bundle(deb: string): Promise<string> {
      const work = mkdtempSync(join(to, 'bundle-'));
      const file = deb.replace(/\.deb$/, '_bundle.tar');
      await writeBundle({ folder: work, deb, needed: neededPackages, file });
      rmSync(work, { recursive: true });
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
