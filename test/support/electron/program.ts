import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { app } from './app.ts';
import { note, tellNotes } from './record.ts';

/**
 * Runs an entry of the desktop in a process of its own, with the stand-in as `electron`, and prints what the entry asks
 * of Electron:
 * `node program.ts ENTRY [--broken PACKAGE] [--throw-at WORDS] [--close-at WORDS]`.
 * The native part of PACKAGE does not load. After the first line with WORDS, an uncaught failure happens, or the window
 * closes.
 */
const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: { broken: text, 'throw-at': text, 'close-at': text },
  allowPositionals: true,
});
const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: standIn, shortCircuit: true };
    if (specifier === values.broken) throw new Error(`${specifier}.node: invalid ELF header`);
    return next(specifier, context);
  },
});

/** Actions to take once, each after the first line with its words. */
const followers = new Map([
  [
    values['throw-at'],
    () =>
      setImmediate(() => {
        throw new Error('The belt has come off');
      }),
  ],
  [values['close-at'], () => queueMicrotask(() => theWindow().close())],
]);
tellNotes((line) => {
  process.stdout.write(`${line}\n`);
  for (const [words, follow] of followers) {
    if (words === undefined || !line.startsWith(words)) continue;
    followers.delete(words);
    follow();
  }
});

const endProcess = process.exit.bind(process);
app.endProcess = (code) => endProcess(code);
// Electron shows an uncaught failure and the program goes on (lib/browser/init.ts).
process.on('uncaughtException', ({ message }) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  note('dialog.showErrorBox', 'A JavaScript error occurred in the main process', '|', message);
});
// shell/browser/electron_browser_main_parts_posix.cc
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
// Keep the process alive: an Electron program never ends by itself.
setInterval(() => undefined, 2 ** 30);

const { launch } = await import('./launch.ts');
const { theWindow } = await import('./page.ts');
const [entry = ''] = positionals;
await launch(async () => {
  try {
    await import(pathToFileURL(entry).href);
  } catch (error) {
    setImmediate(() => {
      throw error;
    });
  }
});
