import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../setup/paths.mjs';

/** Folders whose change the station is started again for. */
const sources = ['src/main', 'src/shared'].map((folder) => join(root, folder));

/** An editor writes several files at once, and a file in several steps, ms. */
const pauseMs = 100;

/**
 * The station from its sources, started again when one of them changes. Not `node --watch`: that hands a terminal's
 * signal on a second time, at which the station ends at once instead of in order, and it makes workers report their
 * imports on the line that the station listens to.
 *
 * @param {{ args: string[], env: NodeJS.ProcessEnv, onReady: () => void, say: (text: string) => void }} options
 *   `args` of the program, `onReady` is called each time it is ready
 * @returns {Promise<{ kill: (signal: NodeJS.Signals) => boolean, ended: Promise<void> }>} `kill` ends it for good,
 *   `ended` resolves once it has ended after that
 */
export async function superviseStation({ args, env, onReady, say }) {
  const { watch } = await import('chokidar');
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  let ending = false;
  /** @type {() => void} */
  let finish = () => {};
  /** @type {Promise<void>} */
  const ended = new Promise((done) => (finish = done));
  let changed = false;

  const start = () => {
    changed = false;
    child = spawn(process.execPath, [join(root, 'src', 'main', 'server.ts'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        // The address that counts is that of the window with hot reload, which the caller knows.
        if (/is ready: http/.test(line)) onReady();
        else say(line);
      });
    }
    child.on('error', (error) => say(`The station could not be started: ${error.message}`));
    child.on('close', (code) => {
      child = undefined;
      if (ending) return void finishOnce();
      if (changed) return start();
      say(`The station ended with ${code}. It starts again when a source changes.`);
    });
  };
  const finishOnce = () => {
    void watcher.close();
    finish();
  };

  const watcher = watch(sources, { ignoreInitial: true });
  await new Promise((done) => watcher.once('ready', () => done(undefined)));
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  watcher.on('all', (_event, path) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (ending) return;
      say(`${path.slice(root.length + 1)} has changed: the station starts again.`);
      changed = true;
      if (child === undefined) start();
      else child.kill('SIGTERM');
    }, pauseMs);
  });
  start();
  return {
    ended,
    kill: (signal) => {
      ending = true;
      clearTimeout(timer);
      if (child === undefined) finishOnce();
      return child?.kill(signal) ?? false;
    },
  };
}
