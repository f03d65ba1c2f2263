import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findOnPath } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Returns the command of npm as words: the npm that started this run, else the one on PATH. npm runs on its own Node,
 * not on the private one.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function npmCommand(env = process.env) {
  const started = env.npm_execpath;
  if (started !== undefined && basename(started) === 'npm-cli.js' && existsSync(started)) {
    return [env.npm_node_execpath ?? process.execPath, started];
  }
  const program = findOnPath('npm', env);
  if (program !== undefined) {
    const beside = join(dirname(program), 'node_modules', 'npm', 'bin', 'npm-cli.js');
    const script = program.endsWith('.cmd') ? beside : realpathSync(program);
    if (basename(script) === 'npm-cli.js') return [env.LOUPE_OUTER_NODE ?? process.execPath, script];
    if (process.platform !== 'win32') return [program];
  }
  throw new SetupError(
    'npm was not found',
    'Install it (it comes with Node.js; Debian and Ubuntu: apt-get install npm) and run the command again.',
  );
}
