import { sign } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';
import { hashOfFile } from './hash.mjs';
import { publicHalf } from './keys.mjs';

/** Archive member of the signature; dpkg ignores members with this prefix. */
const memberName = '_loupe';

/**
 * Signs a .deb in place. Its contents stay unchanged and dpkg installs it as before; an additional last member holds
 * the signature (read by src/main/update/signed-package.ts).
 *
 * @param {string} file
 * @param {{ version: string, architecture: string, key: import('node:crypto').KeyObject }} options
 */
export async function signDeb(file, { version, architecture, key }) {
  // Archive members start at even offsets.
  if (statSync(file).size % 2 === 1) appendFileSync(file, '\n');
  const { size } = statSync(file);
  const statement = JSON.stringify({
    format: 1,
    package: 'loupe-station',
    version,
    architecture,
    bytes: size,
    sha256: await hashOfFile(file),
  });
  const signature = sign(null, Buffer.from(statement), key).toString('base64');
  const content = `${JSON.stringify({ statement, signature, key: publicHalf(key).name })}\n`;
  appendFileSync(file, archiveMember(memberName, content));
}

/** Makes a member of an ar archive, padded to an even length. @param {string} name @param {string} content */
function archiveMember(name, content) {
  const padded = content.length % 2 === 0 ? content : `${content}\n`;
  const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
  return `${fields.join('')}${String(padded.length).padEnd(10)}\`\n${padded}`;
}
