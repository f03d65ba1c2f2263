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
 * An exercise of growth: something of a kind that the station is to take easily is added to a copy of the sources, the copy is
 * compiled, and the files that were there before and had to be changed are counted.
 */
export interface Addition {
  /** What is added, e.g. “a family of networks”. */
  readonly what: string;
  /** Files that were there before and are changed, at most. */
  readonly most: number;
  /** New files: path in the project → content. See {@link newFilesBeside}. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that are changed: path in the project → what is inserted where. */
  readonly edits: Readonly<Record<string, readonly Insertion[]>>;
  /** Shows that what was added works. @param folder the copy, to be started by {@link runIn} */
  prove?(folder: string): Promise<void>;
}

/** Text put behind a text that stands in the file once. */
export interface Insertion {
  readonly after: string;
  readonly text: string;
}

/** Where the copy lies: inside the project, so that it finds the project's packages. */
const copyFolder = join(projectFolder, '.cache', 'growth');

/**
 * The new files of an exercise from its folder `new`, where each has the ending `.txt` behind its own: the project's compiler and
 * linter leave them alone.
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

/** What the compiler finds wrong with the copy; nothing when all is well. It looks again only at what changed since last time. */
export async function typeErrors(folder: string): Promise<string> {
  const { code, output } = await runIn(folder, [
    join(projectFolder, 'node_modules/vue-tsc/bin/vue-tsc.js'),
    ...['--noEmit', '--incremental', '--tsBuildInfoFile', `${folder}.tsbuildinfo`],
  ]);
  return code === 0 ? '' : output;
}

/** Runs Node in the copy, e.g. with `src/main/cli.ts` and its words. */
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
