import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSignedPackage } from '../../../../src/main/update/signed-package.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { signedPackage, smallPackage } from '../../../support/package/small-package.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a signed package says what it is', async () => {
  const { file, keys } = await signedPackage(temporaryFolder());
  expect(await readSignedPackage(file, keys)).toMatchObject({ version: '1.2.3', architecture: 'amd64' });
});

test('a package of which any one byte differs is refused by its name, and so is one that is cut or longer', async () => {
  const folder = temporaryFolder();
  const { file, keys } = await signedPackage(folder);
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
    // If the key's name is changed, the package belongs to a key that the station does not trust.
    expect(['CORRUPT_FILE', 'FORBIDDEN'], `byte ${at}`).toContain(await refusal(bytes));
  }
  expect(await refusal(whole.subarray(0, -1))).toBe('CORRUPT_FILE');
  expect(await refusal(Buffer.concat([whole, Buffer.from('\n')]))).toBe('CORRUPT_FILE');
});

test('an unsigned package and one of a key that is not trusted are refused', async () => {
  const { file, keys } = await signedPackage(temporaryFolder());
  const unsigned = smallPackage(temporaryFolder());
  expect(await failureOf(() => readSignedPackage(unsigned, keys))).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(await failureOf(() => readSignedPackage(file, new Map()))).toMatchObject({ code: 'FORBIDDEN' });
});
