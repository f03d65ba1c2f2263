import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../support/run-program.ts';

/**
 * An exercise of growth: it adds something of a kind that should be easy to add to a copy of the sources, compiles the copy, and counts
 * the existing files that had to change.
 */
export interface Addition {
  /** The added thing, e.g. “a family of networks”. */
  readonly what: string;
  /** Most existing files that may change. */
  readonly most: number;
  /** New files: path in the project → content. See {@link newFilesBeside}. */
  readonly files: Readonly<Record<string, string>>;
  /** Changed files: path in the project → inserted texts with their places. */
  readonly edits: Readonly<Record<string, readonly Insertion[]>>;
  /** Proves that the addition works. @param folder the copy, for {@link runIn} */
  prove?(folder: string): Promise<void>;
}

/** Text inserted after a text that occurs once in the file. */
export interface Insertion {
  readonly after: string;
  readonly text: string;
}

/** Folder of the copy: inside the project, so that the copy finds the project's packages. */
const copyFolder = join(projectFolder, '.cache', 'growth');

/**
 * Reads the new files of an exercise from its folder `new`. Each has `.txt` after its own ending, so that the project's compiler and
 * linter ignore it.
 */
export function newFilesBeside(exerciseFolder: string): Record<string, string> {
  const folder = join(exerciseFolder, 'new');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [
        relative(folder, path)
          .replaceAll('\\', '/')
          .replace(/\.txt$/, ''),
        readFileSync(path, 'utf8'),
      ]),
  );
}

/** Copies the sources and adds to the copy. @returns the copy's folder */
export function copyWith(additions: readonly Addition[]): string {
  rmSync(copyFolder, { recursive: true, force: true });
  mkdirSync(copyFolder, { recursive: true });
  for (const name of ['src', 'package.json']) {
    cpSync(join(projectFolder, name), join(copyFolder, name), { recursive: true });
  }
  symlinkSync(join(projectFolder, 'resources'), join(copyFolder, 'resources'), 'junction');
  const configuration = { extends: '../../tsconfig.json', include: ['src'] };
  writeFileSync(join(copyFolder, 'tsconfig.json'), JSON.stringify(configuration));
  for (const { files, edits } of additions) {
    for (const [path, text] of Object.entries(files)) addFile(join(copyFolder, path), text);
    for (const [path, insertions] of Object.entries(edits)) {
      for (const insertion of insertions) insert(join(copyFolder, path), insertion);
    }
  }
  return copyFolder;
}

function addFile(path: string, text: string): void {
  if (existsSync(path)) throw new Error(`${path} exists: what changes it is an edit`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function insert(path: string, { after, text }: Insertion): void {
  const [before, behind, ...others] = readFileSync(path, 'utf8').split(after);
  if (before === undefined || behind === undefined || others.length > 0) {
    throw new Error(`${path} does not hold this text once, so that the exercise has to be changed: ${after}`);
  }
  writeFileSync(path, before + after + text + behind);
}

/** Returns the compiler's errors in the copy; empty if there are none. Only checks again what changed since the last time. */
export async function typeErrors(folder: string): Promise<string> {
  const { code, output } = await runIn(folder, [
    join(projectFolder, 'node_modules/vue-tsc/bin/vue-tsc.js'),
    ...['--noEmit', '--incremental', '--tsBuildInfoFile', `${folder}.tsbuildinfo`],
  ]);
  return code === 0 ? '' : output;
}

/** Runs Node in the copy, e.g. `src/main/cli.ts` with its words. */
export async function runIn(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const env = { ...process.env, LOUPE_TOKEN: '', npm_lifecycle_event: '', ...environment };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, {
      cwd: folder,
      env,
      maxBuffer: 2 ** 26,
    });
    return { code: 0, output: stdout };
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error) || !('stderr' in error)) throw error;
    return { code: 1, output: `${String(error.stdout)}${String(error.stderr)}` };
  }
}
