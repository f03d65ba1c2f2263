import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../setup/paths.mjs';

/** A change in these folders restarts the station. */
const sources = ['src/main', 'src/shared'].map((folder) => join(root, folder));

/** Delay before a restart, ms: an editor writes several files at once, and one file in several steps. */
const pauseMs = 100;

/**
 * Runs the station from its sources and restarts it when one of them changes. `node --watch` is unsuitable: it repeats
 * a terminal's signal, so that the station stops at once instead of in order, and it makes workers report their imports
 * on the channel that the station listens to.
 *
 * @param {{ args: string[], env: NodeJS.ProcessEnv, onReady: () => void, say: (text: string) => void }} options
 *   `args` of the program, `onReady` is called after each start
 * @returns {Promise<{ kill: (signal: NodeJS.Signals) => boolean, ended: Promise<void> }>} `kill` stops it for good,
 *   `ended` resolves once it has stopped after that
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
        // The developer opens the window with hot reload, whose address the caller knows, not the station's own one.
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
