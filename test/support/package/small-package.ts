import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKey, publicHalf, readPrivateKey } from '../../../scripts/package/keys.mjs';
import { signDeb } from '../../../scripts/package/sign-deb.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

/** An archive as dpkg-deb writes it, as far as its frame goes. */
export function smallPackage(folder: string): string {
  const file = join(folder, 'loupe-station_1.2.3_amd64.deb');
  const member = (name: string, content: string): string =>
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n${content}`;
  writeFileSync(
    file,
    `!<arch>\n${member('debian-binary', '2.0\n')}${member('data.tar', 'what is installed')}`,
  );
  return file;
}

/** Such an archive with a signature, and the keys that a station trusts which takes it. */
export async function signedPackage({ version = '1.2.3', architecture = 'amd64' } = {}) {
  const folder = temporaryFolder();
  makeKey(join(folder, 'key.pem'));
  const key = readPrivateKey(join(folder, 'key.pem'));
  const { name, pem } = publicHalf(key);
  const file = smallPackage(folder);
  await signDeb(file, { version, architecture, key });
  return { folder, file, keys: new Map([[name, pem]]) };
}
