import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { command } from './setup/command.mjs';
import { ensureDesktop } from './setup/desktop.mjs';
import { electronEnvironment } from './setup/electron-binary.mjs';
import { passSignals, runInPlace } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';
import { findOnPath } from './setup/run.mjs';

/** @type {{ program: string } | { reason: string }} */
let desktop = { reason: 'not looked for' };
const args = process.argv.slice(2);

await command(
  {
    script: import.meta.url,
    extra: {
      title: 'Window',
      work: async (say) => {
        desktop = await ensureDesktop(say);
        return 'program' in desktop ? 'desktop' : 'browser';
      },
    },
  },
  () => {
    // A plant host's users come with browsers, often from other machines, so it needs no desktop window.
    if ('program' in desktop && !args.includes('--plant')) {
      return runInPlace(desktop.program, [root, ...args], electronEnvironment());
    }
    if (!('program' in desktop)) {
      process.stdout.write(`No desktop window: ${desktop.reason}. Starting the station for a browser.\n`);
    }
    return startHeadless();
  },
);

/** Starts the headless station, which prints its address itself. */
function startHeadless() {
  const server = [join(root, 'out', 'main', 'server.js'), ...args];
  const open = browserOpener();
  if (open === undefined) return runInPlace(process.execPath, server);
  return new Promise((/** @type {(code: number) => void} */ done) => {
    const child = spawn(process.execPath, server, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    passSignals(child);
    // Other users of this machine can read the browser's command line, so the browser gets a one-time address, while the printed one stays valid.
    child.once('message', (/** @type {{ opening?: unknown }} */ { opening }) => {
      const [program = '', ...first] = open;
      spawn(program, [...first, String(opening)], { stdio: 'ignore', detached: true, env: withoutToken() })
        .on('error', () => {})
        .unref();
    });
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** Returns the environment for the browser: without the permanent token. */
function withoutToken() {
  return { ...process.env, LOUPE_TOKEN: undefined };
}

/** Returns the program that opens an address in the default browser, if this session has a display. */
function browserOpener(env = process.env) {
  if (env.LOUPE_NO_OPEN || env.CI) return undefined;
  if (process.platform === 'win32') return ['explorer.exe'];
  if (process.platform === 'darwin') return ['open'];
  const opener = env.DISPLAY || env.WAYLAND_DISPLAY ? findOnPath('xdg-open') : undefined;
  return opener === undefined ? undefined : [opener];
}
