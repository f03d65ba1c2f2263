import { join } from 'node:path';
import { ensureBuild } from '../setup/build.mjs';
import { withLock } from '../setup/lock.mjs';
import { toolchain } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';

// Builds the desktop and the headless station from the current sources, unless that build already exists.
try {
  const result = await withLock(join(toolchain, 'lock'), () => {}, ensureBuild);
  process.stdout.write(`${result ?? 'built'}\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
}
