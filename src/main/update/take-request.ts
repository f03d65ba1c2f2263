import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { largestPackage, type LastUpdate } from '../../shared/contract/updates.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { commandOf } from './installation.ts';
import { requestPaths } from './request-paths.ts';
import { askAs, spawnAs, userOf, type StationUser } from './station-user.ts';
import { TakenBackError, updateStation, type UpdateRequest } from './update-station.ts';

/**
 * Updates the station with an uploaded package that the station handed over. It checks the package itself instead of trusting the station,
 * and writes the reason of a refusal into the home.
 *
 * @throws StationError as `updateStation`
 */
export async function takeRequest(
  { installed, home, backups }: Pick<UpdateRequest, 'installed' | 'home' | 'backups'>,
  note: (text: string) => void,
): Promise<LastUpdate> {
  const user = userOf(home);
  const step = (words: readonly string[]): Promise<unknown> =>
    askAs(user, commandOf(installed, installed.version), ['update', 'step', ...words], z.unknown());
  try {
    return await updateStation(
      {
        installed,
        home,
        backups,
        allowDowngrade: false,
        restore: null,
        name: 'the package from the window',
        async fetch(target) {
          try {
            await copyAs(user, requestPaths(home).wanted, target);
          } finally {
            // Removes the request in any case, so that a failing package is not tried again.
            await step(['fetched']);
          }
        },
      },
      note,
    );
  } catch (error) {
    if (!(error instanceof TakenBackError)) {
      const failure = messageOf(error).slice(0, 2000);
      const from = installed.version;
      const refused: LastUpdate = { endedAt: Date.now(), from, to: null, failure, backup: null };
      await step(['record', '--outcome', JSON.stringify(refused)]);
    }
    throw error;
  }
}

/** Copies a file with the station user's rights. Root must not open the user's files itself, because they could be links to others. */
async function copyAs(user: StationUser, file: string, target: string): Promise<void> {
  const child = spawnAs(user, ['/bin/cat', file]);
  const ended = once(child, 'close');
  let bytes = 0;
  const bounded = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      bytes += chunk.length;
      next(bytes > largestPackage ? new StationError('BAD_INPUT', 'The package is too large.') : null, chunk);
    },
  });
  try {
    await pipeline(child.stdout, bounded, createWriteStream(target, { mode: 0o600 }));
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  if (bytes === 0) throw new StationError('NOT_FOUND', 'No package was handed over.');
}
