import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolchain } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { hashOf, unlessDone } from './stamp.mjs';

/** All inputs of the build. */
export const buildInputs = [
  'src',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const results = ['out/main/index.js', 'out/main/server.js', 'out/main/cli.js', 'out/renderer/index.html'];

/** Builds the station into `out/`, unless a build of the same sources exists. */
export async function ensureBuild() {
  const there = () => results.every((file) => existsSync(join(root, file)));
  return unlessDone(join(toolchain, 'build.stamp'), hashOf(root, buildInputs), build, there);
}

async function build() {
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const result = await run(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root });
  if (result.code !== 0) {
    throw new SetupError(
      `The build failed: ${lastLines(result.output, 20)}`,
      'If the sources were not changed by hand, fetch them anew and run the command again.',
    );
  }
  return undefined;
}
