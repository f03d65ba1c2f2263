import { spawn } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from './running-station.ts';

export interface RunningDev {
  /** Complete address that lets a browser in. */
  readonly address: string;
  /** Returns all output so far. */
  output(): string;
  /** Changes a source of the copy, as an editor does. */
  edit(path: string, change: (text: string) => string): Promise<void>;
  /** Interrupts the program like Ctrl-C. @returns its exit code */
  interrupt(): Promise<number | null>;
}

/** Runs `npm run dev` on a copy of the sources, which tests may change. */
export async function startDev(folder: string): Promise<RunningDev> {
  const files = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const file of files) await cp(join(built.root, file), join(folder, file), { recursive: true });
  for (const name of ['node_modules', 'resources']) {
    await symlink(join(built.root, name), join(folder, name), 'junction');
  }
  const home = join(folder, 'home');
  const child = spawn(process.execPath, [join(folder, 'scripts/dev.mjs'), '--port', '0', '--home', home], {
    env: { ...process.env, LOUPE_TOKEN: '', npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const address = await new Promise<string>((done, fail) => {
    child.stdout.on('data', () => {
      const found = /is ready after .*: (http\S+)/.exec(output)?.[1];
      if (found !== undefined) done(found);
    });
    void ended.then((code) => fail(new Error(`npm run dev ended with ${code}:\n${output}`)));
  });
  return {
    address,
    output: () => output,
    edit: async (path, change) => {
      const file = join(folder, path);
      await writeFile(file, change(await readFile(file, 'utf8')));
    },
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
