import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs a program to its end and collects its output. Never rejects: a program that cannot be started has `code` null
 * and the reason in `output`. The program ends with this process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, progress?: () => number, stall?: number,
 *   shell?: boolean }} [options]
 *   `timeout` in ms. `progress` returns a number that grows during work; if it has not
 *   changed for `stall` ms, the program is ended.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string, stdout: string,
 *   ended: string | undefined }>} `signal` that ended the program; `ended`: why this function ended it
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: options.shell ?? false,
      windowsHide: true,
    });
    let output = '';
    let stdout = '';
    /** @type {string | undefined} */
    let ended;
    const stop = (/** @type {string} */ reason) => {
      ended = reason;
      child.kill('SIGKILL');
    };
    /** @type {NodeJS.Timeout[]} */
    const timers = [];
    if (options.timeout !== undefined) {
      const seconds = Math.round(options.timeout / 1000);
      timers.push(setTimeout(stop, options.timeout, `no result after ${seconds} s`));
    }
    if (options.progress !== undefined && options.stall !== undefined) {
      timers.push(watchForStall(options.progress, options.stall, stop));
    }
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    const finish = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      process.off('exit', end);
      timers.forEach(clearTimeout);
      done({ code, signal, output, stdout, ended });
    };
    child.stdout.on('data', (data) => {
      stdout += data;
      output += data;
    });
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => {
      output += error.message;
      finish(null, null);
    });
    child.on('close', (code, signal) => finish(ended === undefined ? code : null, signal));
  });
}

/**
 * @param {() => number} progress
 * @param {number} stall ms
 * @param {(reason: string) => void} stop
 */
function watchForStall(progress, stall, stop) {
  let last = progress();
  let since = Date.now();
  return setInterval(() => {
    const now = progress();
    if (now !== last) {
      last = now;
      since = Date.now();
    } else if (Date.now() - since > stall) {
      stop(`nothing moved for ${Math.round(stall / 1000)} s`);
    }
  }, 1000);
}

/** Returns the last lines of a program's output, for an error message. @param {string} output */
export function lastLines(output, count = 6) {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n');
}

/**
 * Returns a program's full path from PATH, or undefined.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function findOnPath(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
