import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestPaths } from '../../../../src/main/update/request-paths.ts';
import { architecture } from '../../../../src/main/update/system.ts';
import { createUpdateUploads, type UpdateUploadsParts } from '../../../../src/main/update/uploads.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { signedPackage, smallPackage } from '../../../support/package/small-package.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Reason to skip: dpkg, which tells the processor of a package, is not on this machine; empty if it is. */
const missing = await architecture().then(
  () => '',
  () => 'dpkg is not on this machine',
);

async function openUploads(version = '1.2.3', parts: Partial<UpdateUploadsParts> = {}) {
  const home = temporaryFolder();
  const given = { version, architecture: await architecture() };
  const { file, keys } = await signedPackage(temporaryFolder(), given);
  const installed = { folder: join(home, 'program'), version: '1.0.0' };
  mkdirSync(join(installed.folder, installed.version, 'keys'), { recursive: true });
  for (const [name, pem] of keys) {
    writeFileSync(join(installed.folder, installed.version, 'keys', `${name}.pem`), pem);
  }
  const uploads = createUpdateUploads({
    home,
    sessions: () => [],
    installed: () => installed,
    isAwaited: () => true,
    ...parts,
  });
  const upload = crypto.randomUUID();
  const told: string[] = [];
  return {
    ...uploads,
    file,
    paths: requestPaths(home),
    async send(bytes: Uint8Array, piece = 100): Promise<void> {
      let at = 0;
      do {
        await uploads.add(upload, at, bytes.subarray(at, at + piece));
        at += piece;
      } while (at < bytes.length);
    },
    /** Versions told before the package was handed over. */
    told,
    install: () => uploads.install(upload, 'loupe-station.deb', ({ version: is }) => void told.push(is)),
  };
}

test.skipIf(missing !== '')('a package that was sent in pieces is handed over as it is', async () => {
  const { file, paths, send, install, told, isHandedOver } = await openUploads();
  await send(readFileSync(file));
  expect(isHandedOver()).toBe(false);
  expect(await install()).toMatchObject({ version: '1.2.3' });
  expect(isHandedOver()).toBe(true);
  expect(told).toEqual(['1.2.3']);
  expect(readFileSync(paths.wanted)).toEqual(readFileSync(file));
  expect(existsSync(paths.upload)).toBe(false);
});

test.skipIf(missing !== '')(
  'what is not signed by a trusted key, or is not newer, is refused and removed',
  async () => {
    const own = await openUploads();
    const whole = readFileSync(own.file);
    const changed = Uint8Array.from(whole);
    changed[80] = (changed[80] ?? 0) ^ 1;
    const given = { architecture: await architecture() };
    const { file: foreign } = await signedPackage(temporaryFolder(), given);
    const refused = [
      [changed, 'CORRUPT_FILE'],
      [readFileSync(smallPackage(temporaryFolder())), 'CORRUPT_FILE'],
      [readFileSync(foreign), 'FORBIDDEN'],
      [new Uint8Array(), 'CORRUPT_FILE'],
    ] as const;
    for (const [bytes, code] of refused) {
      await own.send(bytes);
      expect(await failureOf(own.install)).toMatchObject({ code });
      expect(existsSync(own.paths.upload) || existsSync(own.paths.wanted)).toBe(false);
    }
    const older = await openUploads('0.9.0');
    await older.send(readFileSync(older.file));
    expect(await failureOf(older.install)).toMatchObject({ code: 'BAD_INPUT' });
  },
);

test.skipIf(missing !== '')(
  'nothing is taken during an inspection, out of order, or where no service waits',
  async () => {
    const busy = await openUploads('1.2.3', { sessions: () => [{}] });
    await busy.send(readFileSync(busy.file));
    expect(await failureOf(busy.install)).toMatchObject({ code: 'CONFLICT' });
    const { add } = await openUploads();
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await add(one, 0, Buffer.alloc(10));
    await add(one, 0, Buffer.alloc(10));
    expect(await failureOf(() => add(one, 11, Buffer.alloc(10)))).toMatchObject({ code: 'CONFLICT' });
    await add(other, 0, Buffer.alloc(10));
    expect(await failureOf(() => add(one, 10, Buffer.alloc(10)))).toMatchObject({ code: 'CONFLICT' });
    const alone = await openUploads('1.2.3', { isAwaited: () => false });
    expect(await failureOf(() => alone.send(readFileSync(alone.file)))).toMatchObject({ code: 'CONFLICT' });
  },
);
