import { join } from 'node:path';
import { ensureBuild } from '../setup/build.mjs';
import { withLock } from '../setup/lock.mjs';
import { toolchain } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';

// The build of the sources as they are; free if it was made before. The desktop's and the headless entry both.
try {
  const result = await withLock(join(toolchain, 'lock'), () => {}, ensureBuild);
  process.stdout.write(`${result ?? 'built'}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
}
