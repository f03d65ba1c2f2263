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
    // A plant's people come with browsers, from other machines as well.
    if ('program' in desktop && !args.includes('--plant')) {
      return runInPlace(desktop.program, [root, ...args], electronEnvironment());
    }
    if (!('program' in desktop)) {
      process.stdout.write(`No desktop window: ${desktop.reason}. Starting the station for a browser.\n`);
    }
    return startHeadless();
  },
);

/** The headless host prints its address itself. */
function startHeadless() {
  const server = [join(root, 'out', 'main', 'server.js'), ...args];
  const open = browserOpener();
  if (open === undefined) return runInPlace(process.execPath, server);
  return new Promise((/** @type {(code: number) => void} */ done) => {
    const child = spawn(process.execPath, server, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    passSignals(child);
    // Every user of the machine can read a browser's arguments: the address for it works once, the one that is printed lasts.
    child.once('message', (/** @type {{ opening?: unknown }} */ { opening }) => {
      const [program = '', ...first] = open;
      spawn(program, [...first, String(opening)], { stdio: 'ignore', detached: true, env: withoutToken() })
        .on('error', () => {})
        .unref();
    });
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** What a browser needs to know of this process's environment: not the lasting token. */
function withoutToken() {
  return { ...process.env, LOUPE_TOKEN: undefined };
}

/** The program that opens an address in the default browser, where this session has a display. */
function browserOpener(env = process.env) {
  if (env.LOUPE_NO_OPEN || env.CI) return undefined;
  if (process.platform === 'win32') return ['explorer.exe'];
  if (process.platform === 'darwin') return ['open'];
  const opener = env.DISPLAY || env.WAYLAND_DISPLAY ? findOnPath('xdg-open') : undefined;
  return opener === undefined ? undefined : [opener];
}
