import { createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { secretsFolder } from '../backup/home-parts.ts';
import { fileFailure } from '../files/file-failure.ts';
import { stationPaths, type StationPaths } from '../station/paths.ts';
import { diagnosisText } from './diagnosis-text.ts';
import { secretHider } from './hide-secrets.ts';
import { listFiles } from './list-files.ts';
import { setUpText } from './set-up-text.ts';
import { utcText } from './texts.ts';

/**
 * Writes the archive for support completely or not at all: checks, logs, settings, versions, names and sizes of files.
 * It has no pictures, and {@link secretHider} filters each text.
 *
 * @throws StationError DISK_FULL, NO_PERMISSION naming the file
 */
export async function writeSupportArchive(
  path: string,
  diagnosis: Diagnosis,
  { home, version }: { readonly home: string; readonly version: string },
): Promise<void> {
  const paths = stationPaths(home);
  const hide = secretHider(join(home, secretsFolder));
  const part = `${path}.part`;
  try {
    const zip = new ZipFile();
    const done = pipeline(zip.outputStream, createWriteStream(part, { flush: true, mode: 0o600 }));
    // A failure ends the pipeline; the code waits for it at the end.
    done.catch(() => undefined);
    const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(hide(text)), name);
    const heading = `${basename(home)}, ${utcText(diagnosis.at)}, station ${version}`;
    add('diagnosis.txt', `${[heading, '', ...diagnosisText(diagnosis)].join('\n')}\n`);
    add('diagnosis.json', `${JSON.stringify(diagnosis, null, 2)}\n`);
    add('versions.json', versionsText(version));
    add('files.txt', await listFiles(home));
    const setUp = setUpText(paths.database, hide);
    if (setUp !== null) add('settings.json', setUp);
    for (const name of await logNames(paths)) {
      add(`logs/${name}`, await readFile(join(paths.logs, name), 'utf8'));
    }
    zip.end();
    await done;
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, dirname(path));
  }
}

/** Returns the names of the log files; other files in the folder must not be sent. */
async function logNames({ logs }: StationPaths): Promise<string[]> {
  const names = await readdir(logs).catch(() => []);
  return names.filter((name) => /^station(?:\.\d+)?\.log$/.test(name)).sort();
}

function versionsText(station: string): string {
  const [processor] = cpus();
  const versions = {
    station,
    programs: process.versions,
    system: { type: type(), release: release(), platform: process.platform, architecture: process.arch },
    machine: { processor: processor?.model ?? null, processors: cpus().length, memoryBytes: totalmem() },
  };
  return `${JSON.stringify(versions, null, 2)}\n`;
}
