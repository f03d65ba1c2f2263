import { randomUUID } from 'node:crypto';
import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import type { OutputTroubleKind } from '../../../shared/domain/output-trouble-kinds.ts';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import type { StationSettings } from '../../../shared/domain/station-settings.ts';
import { messageOf, StationError, type ErrorCode } from '../../../shared/domain/station-error.ts';
import { appendLines } from '../../files/append-lines.ts';
import { systemCode } from '../../files/file-failure.ts';
import { namePart } from '../../files/name-part.ts';
import { deliverInOrder, type Receiver } from '../deliver-in-order.ts';
import type { OutputOpener } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { formats } from './formats.ts';

/** Most files of one day; each has other columns. */
const mostOfADay = 99;

/** Writes results to daily files in a folder, by the station's wall clock. */
export const fileOutput: OutputOpener<'file'> = {
  async check({ folder }, home) {
    await requireFolder(folder);
    if (isInside(await realPath(folder), await realPath(home))) {
      throw new StationError(
        'BAD_INPUT',
        `“${folder}” belongs to the station itself. Choose another folder.`,
      );
    }
    const trial = join(folder, `.loupe-${randomUUID()}.tmp`);
    try {
      await writeFile(trial, '', { flag: 'wx' });
      await rm(trial, { force: true });
    } catch (error) {
      throw named(error, folder);
    }
  },
  open: (target, { outbox, settings }) => deliverInOrder(outbox, dayFiles(target, settings)),
};

/**
 * Checks the folder but never creates it. If a network drive is not connected, a new folder would take its
 * place, and nobody would look for the results there.
 *
 * @throws StationError BAD_INPUT, NOT_FOUND, NO_PERMISSION with the folder's name
 */
async function requireFolder(folder: string): Promise<void> {
  if (!isAbsolute(folder)) {
    throw new StationError('BAD_INPUT', `“${folder}” is no whole path. Enter it from the root or drive on.`);
  }
  const found = await stat(folder).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw named(error, folder);
    throw new OutputTroubleError('NOT_FOUND', 'folderMissing', { path: folder });
  });
  if (!found.isDirectory()) {
    throw new OutputTroubleError('BAD_INPUT', 'folderIsFile', { path: folder });
  }
}

/** Resolves links; a missing path stays as it is. */
const realPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

function isInside(folder: string, home: string): boolean {
  const way = relative(home, folder);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

function dayFiles(
  { folder, format: name }: TargetOf<'file'>,
  settings: () => Pick<StationSettings, 'csv.decimalSeparator'>,
): Receiver {
  const format = formats[name];

  /** Appends to the day's first file with these columns. */
  async function append(day: string, lines: string, head: string): Promise<void> {
    for (let number = 1; number <= mostOfADay; number++) {
      const path = join(folder, `${day}${number === 1 ? '' : `-${number}`}.${format.ending}`);
      try {
        if (await appendLines(path, head, lines)) return;
      } catch (error) {
        throw named(error, path);
      }
    }
    throw new OutputTroubleError('ALREADY_EXISTS', 'folderFull', { path: folder, count: mostOfADay, day });
  }

  return {
    atOnce: 100,
    async send(messages) {
      await requireFolder(folder);
      const decimal = settings()['csv.decimalSeparator'];
      for (const [day, ofDay] of runs(messages)) {
        const lines = ofDay.map((message) => format.line(message, decimal)).join('');
        await append(day, lines, format.head(decimal));
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Returns the name of a message's file without ending, from the message alone: `parts-Line-3-2026-11-29`. */
function fileOf({ body: { station, time } }: KeptMessage): string {
  return ['parts', namePart(station), time.slice(0, 10)].filter((part) => part !== '').join('-');
}

/** Groups consecutive messages that belong to the same file. */
function runs(messages: readonly KeptMessage[]): (readonly [day: string, messages: KeptMessage[]])[] {
  const found: (readonly [string, KeptMessage[]])[] = [];
  for (const message of messages) {
    const day = fileOf(message);
    const last = found.at(-1);
    if (last?.[0] === day) last[1].push(message);
    else found.push([day, [message]]);
  }
  return found;
}

/** Error codes of the system for folders and files. */
const refusals: Readonly<Record<string, readonly [ErrorCode, OutputTroubleKind]>> = {
  ENOSPC: ['DISK_FULL', 'diskFull'],
  EDQUOT: ['DISK_FULL', 'diskFull'],
  EACCES: ['NO_PERMISSION', 'noPermission'],
  EPERM: ['NO_PERMISSION', 'noPermission'],
  EROFS: ['NO_PERMISSION', 'readOnly'],
  ENOENT: ['NOT_FOUND', 'folderMissing'],
  ENOTDIR: ['BAD_INPUT', 'folderIsFile'],
};

/** Makes an error with the path from any failure of the system, including unknown ones. */
function named(error: unknown, path: string): StationError {
  if (error instanceof StationError) return error;
  const known = refusals[systemCode(error) ?? ''];
  const said = messageOf(error);
  return known === undefined
    ? new OutputTroubleError('NO_PERMISSION', 'unwritable', { path, said })
    : new OutputTroubleError(known[0], known[1], { path }, said);
}
