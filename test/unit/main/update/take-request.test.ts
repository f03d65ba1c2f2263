import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLastUpdate } from '../../../../src/main/update/last-update.ts';
import { requestPaths } from '../../../../src/main/update/request-paths.ts';
import { takeRequest } from '../../../../src/main/update/take-request.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { signedPackage } from '../../../support/package/small-package.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const missing = process.getuid?.() === 0 ? '' : 'an update needs root';
const cli = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'main', 'cli.ts');

/** Makes an installed version whose command line is this one. */
function installed() {
  const [folder, version] = [temporaryFolder(), '1.0.0'];
  for (const part of ['bin', 'out/main', 'keys']) mkdirSync(join(folder, version, part), { recursive: true });
  symlinkSync(process.execPath, join(folder, version, 'bin', 'node'));
  writeFileSync(join(folder, version, 'out', 'main', 'cli.js'), `import ${JSON.stringify(cli)};\n`);
  writeFileSync(join(folder, version, 'package.json'), '{ "type": "module" }');
  return { folder, version };
}

test.skipIf(missing !== '')(
  'what the station hands over is looked at anew: a foreign package is refused, told of, and not tried again',
  { timeout: 120_000 },
  async () => {
    const { file } = await signedPackage(temporaryFolder());
    const home = temporaryFolder();
    const { folder, wanted } = requestPaths(home);
    mkdirSync(folder);
    writeFileSync(wanted, readFileSync(file));
    const take = () =>
      takeRequest({ installed: installed(), home, backups: join(home, 'backups') }, () => undefined);
    expect(await failureOf(take)).toMatchObject({ code: 'FORBIDDEN' });
    expect(existsSync(wanted)).toBe(false);
    expect(readLastUpdate(home)).toMatchObject({ from: '1.0.0', to: null, backup: null });
    expect(readLastUpdate(home)?.failure).toContain('which this station does not trust');
    expect(await failureOf(take)).toMatchObject({ code: 'NOT_FOUND' });
  },
);
