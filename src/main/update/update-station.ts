import { rmSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LastUpdate } from '../../shared/contract/updates.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { checkRelease } from './check-release.ts';
import { commandOf, useVersion, type Installation } from './installation.ts';
import { readJournal, removeJournal, writeJournal, type OwnJournal } from './journal.ts';
import { tryToServe } from './serve-trial.ts';
import type { SignedPackage } from './signed-package.ts';
import { askAs, userOf, type StationUser } from './station-user.ts';
import { installPackage, startService, stopService, unpackPackage } from './system.ts';

export interface UpdateRequest {
  readonly installed: Installation;
  /** The signed package's name in messages. */
  readonly name: string;
  /** Copies the package to a place where only root may write. */
  readonly fetch: (target: string) => Promise<void>;
  readonly home: string;
  /** Folder of the backup that is taken before the update. */
  readonly backups: string;
  readonly allowDowngrade: boolean;
  /** Name of a backup in `backups` that is restored before the version's trial; null to keep the home as it is. */
  readonly restore: string | null;
}

/** The new version failed its trial and was undone; the outcome is written into the home. */
export class TakenBackError extends StationError {}

type Note = (text: string) => void;

const anything = z.unknown();
const homeStateSchema = z.object({ atWork: z.boolean(), inspections: z.number() });
const writtenBackupSchema = z.object({ backup: z.string() });

/** The folder in which a package is unpacked, and its checked copy; only root may write to both. */
const stagingOf = ({ folder }: Installation): string => join(folder, 'incoming');
const copyOf = ({ folder }: Installation): string => join(folder, 'incoming.deb');

/**
 * Updates the station: checks the package's signature, takes a backup, unpacks the new version beside the old one, and tries it in the home,
 * which migrates the database. Only then the new version is used. After any failure the old version and the backup are restored.
 *
 * @throws StationError CORRUPT_FILE, FORBIDDEN for a signature; BAD_INPUT for a version; CONFLICT during an inspection; WORKER_FAILED
 *   where the new version failed and the old one is back
 */
export async function updateStation(request: UpdateRequest, note: Note): Promise<LastUpdate> {
  const { installed, home, backups } = request;
  if (process.getuid?.() !== 0) {
    throw new StationError('NO_PERMISSION', 'An update needs root: sudo loupe-station update …');
  }
  if (readJournal(installed) !== null) {
    throw new StationError(
      'CONFLICT',
      'An update was cut off. Run it to its end first: loupe-station update --recover',
    );
  }
  const user = userOf(home);
  const { version: to } = await takeIn(request);
  const from = installed.version;
  let isStopped = false;
  try {
    await refuseDuringInspection(user, installed);
    isStopped = await stopService();
    await refuseAtWork(user, installed);
    note('Backup …');
    const words = ['backup', '--to', backups, '--with-secrets'];
    const { backup } = await askAs(user, commandOf(installed, from), words, writtenBackupSchema);
    const journal = { from, to, file: request.name, home, backups, backup, isInUse: false };
    await writeJournal(installed, journal);
    await tryOrGoBack(request, journal, note);
    return await finish(installed, { ...journal, isInUse: true }, note);
  } finally {
    await cleanUp(installed);
    if (isStopped) await startService();
  }
}

/** Ends an interrupted update: undoes it, or finishes it if the new version is already in use. */
export async function recoverUpdate(installed: Installation, note: Note): Promise<LastUpdate | null> {
  const journal = readJournal(installed);
  if (journal === null) return null;
  if (journal.isInUse) {
    const done = await finish(installed, journal, note);
    await cleanUp(installed);
    return done;
  }
  return goBack({ ...installed, version: journal.from }, journal, 'It was cut off.', note);
}

/** Copies the package to where only root may write, and checks the copy. */
async function takeIn({ installed, name, fetch, allowDowngrade }: UpdateRequest): Promise<SignedPackage> {
  const file = copyOf(installed);
  try {
    await fetch(file);
    await chmod(file, 0o600);
    return await checkRelease({ installed, file, name, allowDowngrade });
  } catch (error) {
    rmSync(file, { force: true });
    throw fileFailure(error, name);
  }
}

const lookAt = (user: StationUser, installed: Installation) =>
  askAs(user, commandOf(installed, installed.version), ['update', 'step', 'look'], homeStateSchema);

async function refuseDuringInspection(user: StationUser, installed: Installation): Promise<void> {
  const { inspections } = await lookAt(user, installed);
  if (inspections === 0) return;
  throw new StationError('CONFLICT', 'An inspection is under way. End it first; nothing was changed.');
}

async function refuseAtWork(user: StationUser, installed: Installation): Promise<void> {
  const { atWork } = await lookAt(user, installed);
  if (!atWork) return;
  throw new StationError('CONFLICT', `A station works in “${user.home}”. End it first; nothing was changed.`);
}

async function tryOrGoBack(
  { installed, home, backups, restore }: UpdateRequest,
  journal: OwnJournal,
  note: Note,
): Promise<void> {
  const { from, to } = journal;
  const user = userOf(home);
  try {
    note(`Unpacking ${to} beside ${from} …`);
    await placeBeside(installed, to);
    if (restore !== null) {
      note(`Going back to the backup ${restore} …`);
      const words = ['update', 'step', 'go-back', '--folder', backups, '--backup', restore];
      await askAs(user, commandOf(installed, from), words, anything);
    }
    note(`Trying ${to}: migration, models, log …`);
    await askAs(user, commandOf(installed, to), ['self-test'], anything);
    await tryToServe(user, [
      commandOf(installed, to)[0],
      join(installed.folder, to, 'out', 'main', 'server.js'),
    ]);
    useVersion(installed, to);
    await writeJournal(installed, { ...journal, isInUse: true });
  } catch (error) {
    const { failure } = await goBack(installed, journal, messageOf(error), note);
    throw new TakenBackError(
      'WORKER_FAILED',
      `Version ${to} was tried and does not work here; ${from} is in use again, and the home is as it was. ${failure}`,
    );
  }
}

async function placeBeside(installed: Installation, version: string): Promise<void> {
  const staging = stagingOf(installed);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  await unpackPackage(copyOf(installed), staging);
  await rm(join(installed.folder, version), { recursive: true, force: true });
  await rename(join(staging, installed.folder, version), join(installed.folder, version));
}

async function goBack(
  installed: Installation,
  { from, to, home, backups, backup }: OwnJournal,
  failure: string,
  note: Note,
): Promise<LastUpdate> {
  note(`Going back to ${from} and to the backup ${backup} …`);
  const user = userOf(home);
  useVersion(installed, from);
  const words = ['update', 'step', 'go-back', '--folder', backups, '--backup', backup];
  await askAs(user, commandOf(installed, from), words, anything);
  await rm(join(installed.folder, to), { recursive: true, force: true });
  const last = { endedAt: Date.now(), from, to, failure: failure.slice(0, 2000), backup };
  await record(user, installed, from, last);
  removeJournal(installed);
  await cleanUp(installed);
  return last;
}

/**
 * Installs the version in use with dpkg, which removes the former version. If dpkg fails, the station still goes on with the new
 * version.
 */
async function finish(
  installed: Installation,
  { from, to, file, home, backup }: OwnJournal,
  note: Note,
): Promise<LastUpdate> {
  note('Telling dpkg …');
  await installPackage(copyOf(installed)).then(
    () => rm(join(installed.folder, from), { recursive: true, force: true }),
    (error: unknown) =>
      note(
        `${messageOf(error)}\n${to} is in use, but dpkg does not know: put this right, then dpkg --install ${file}`,
      ),
  );
  const last = { endedAt: Date.now(), from, to, failure: null, backup };
  await record(userOf(home), installed, to, last);
  removeJournal(installed);
  return last;
}

async function record(
  user: StationUser,
  installed: Installation,
  version: string,
  last: LastUpdate,
): Promise<void> {
  const words = ['update', 'step', 'record', '--outcome', JSON.stringify(last)];
  await askAs(user, commandOf(installed, version), words, anything);
}

async function cleanUp(installed: Installation): Promise<void> {
  await rm(stagingOf(installed), { recursive: true, force: true });
  await rm(copyOf(installed), { force: true });
}
