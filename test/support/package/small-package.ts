import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKey, publicHalf, readPrivateKey } from '../../../scripts/package/keys.mjs';
import { signDeb } from '../../../scripts/package/sign-deb.mjs';

/** Writes an archive with the frame of dpkg-deb's archives. */
export function smallPackage(folder: string, content = 'what is installed'): string {
  const file = join(folder, 'loupe-station_1.2.3_amd64.deb');
  const member = (name: string, content: string): string =>
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n${content}`;
  writeFileSync(file, `!<arch>\n${member('debian-binary', '2.0\n')}${member('data.tar', content)}`);
  return file;
}

interface SignedPackageOptions {
  readonly version?: string;
  readonly architecture?: string;
  readonly content?: string;
}

/** Writes such an archive with a signature. @returns it with the keys of a station that accepts it */
export async function signedPackage(
  folder: string,
  { version = '1.2.3', architecture = 'amd64', content }: SignedPackageOptions = {},
) {
  makeKey(join(folder, 'key.pem'));
  const key = readPrivateKey(join(folder, 'key.pem'));
  const { name, pem } = publicHalf(key);
  const file = smallPackage(folder, content);
  await signDeb(file, { version, architecture, key });
  return { file, keys: new Map([[name, pem]]) };
}
