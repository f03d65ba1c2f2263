import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeKey, publicHalf, readPrivateKey } from '../../../../scripts/package/keys.mjs';
import { signDeb } from '../../../../scripts/package/sign-deb.mjs';
import { readSignedPackage } from '../../../../src/main/update/signed-package.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** An archive as dpkg-deb writes it, as far as its frame goes. */
function smallPackage(folder: string): string {
  const file = join(folder, 'loupe-station_1.2.3_amd64.deb');
  const member = (name: string, content: string): string =>
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n${content}`;
  writeFileSync(
    file,
    `!<arch>\n${member('debian-binary', '2.0\n')}${member('data.tar', 'what is installed')}`,
  );
  return file;
}

async function signedPackage() {
  const folder = temporaryFolder();
  makeKey(join(folder, 'key.pem'));
  const key = readPrivateKey(join(folder, 'key.pem'));
  const { name, pem } = publicHalf(key);
  const file = smallPackage(folder);
  await signDeb(file, { version: '1.2.3', architecture: 'amd64', key });
  return { folder, file, keys: new Map([[name, pem]]) };
}

test('a signed package says what it is', async () => {
  const { file, keys } = await signedPackage();
  expect(await readSignedPackage(file, keys)).toMatchObject({ version: '1.2.3', architecture: 'amd64' });
});

test('a package of which any one byte differs is refused by its name, and so is one that is cut or longer', async () => {
  const { folder, file, keys } = await signedPackage();
  const whole = readFileSync(file);
  const altered = join(folder, 'altered.deb');
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(altered, bytes);
    const failure = await failureOf(() => readSignedPackage(altered, keys));
    expect(failure.message).toContain('altered.deb');
    return failure.code;
  };
  for (let at = 0; at < whole.length; at++) {
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    // With another name of the key it is nobody's whom the station trusts.
    expect(['CORRUPT_FILE', 'FORBIDDEN'], `byte ${at}`).toContain(await refusal(bytes));
  }
  expect(await refusal(whole.subarray(0, -1))).toBe('CORRUPT_FILE');
  expect(await refusal(Buffer.concat([whole, Buffer.from('\n')]))).toBe('CORRUPT_FILE');
});

test('an unsigned package and one of a key that is not trusted are refused', async () => {
  const { file, keys } = await signedPackage();
  const unsigned = smallPackage(temporaryFolder());
  expect(await failureOf(() => readSignedPackage(unsigned, keys))).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(await failureOf(() => readSignedPackage(file, new Map()))).toMatchObject({ code: 'FORBIDDEN' });
});
