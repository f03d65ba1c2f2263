import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../../scripts/setup/lock.mjs';

/** Names the folder of trained stations that several specs start from. If it is set beforehand, the folder stays for the next run. */
const variable = 'LOUPE_E2E_CACHE';

/** Playwright's global set-up: makes one folder for everything that is trained once, and removes it after the run. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const kept = process.env[variable];
  if (kept !== undefined) {
    await mkdir(kept, { recursive: true });
    return () => Promise.resolve();
  }
  const folder = await mkdtemp(join(tmpdir(), 'loupe-e2e-run-'));
  process.env[variable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Makes a folder once a run, when a test first asks for it. The folder is complete or absent, even after a test that failed
 * meanwhile. A test that asks while another worker makes the folder waits for it.
 *
 * @param make fills the empty folder
 */
export async function oncePerRun(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const cache = process.env[variable];
  if (cache === undefined) throw new Error('The specs run by Playwright’s configuration of this project');
  const folder = join(cache, name);
  await withLock(`${folder}.lock`, nobody, async () => {
    if (existsSync(folder)) return;
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    await make(part);
    await rename(part, folder);
  });
  return folder;
}

/** Runs a test's work into a folder of the run; if that exists already, into one that is removed afterwards. */
export async function keepForRun(name: string, work: (folder: string) => Promise<void>): Promise<void> {
  const kept: string[] = [];
  await oncePerRun(name, async (folder) => {
    kept.push(folder);
    await work(folder);
  });
  if (kept.length > 0) return;
  const own = await mkdtemp(join(tmpdir(), 'loupe-e2e-'));
  try {
    await work(own);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

const nobody = (): void => undefined;

/** Copies a station's home to work in, so that the original stays unchanged. */
export async function copyHome(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true });
  return to;
}
