import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { lastUpdateSchema } from '../../../shared/contract/updates.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { program } from '../../host/program-folder.ts';
import { defaultHome } from '../../station/paths.ts';
import { goBackTo, lookAtHome } from '../../update/home-steps.ts';
import { installation } from '../../update/installation.ts';
import { writeLastUpdate } from '../../update/last-update.ts';
import { requestPaths } from '../../update/request-paths.ts';
import { takeRequest } from '../../update/take-request.ts';
import { recoverUpdate, updateStation, type UpdateRequest } from '../../update/update-station.ts';
import type { Terminal } from '../terminal.ts';

export interface UpdateOptions {
  readonly from?: string;
  readonly allowDowngrade: boolean;
  readonly restore?: string;
  readonly backups: string;
  readonly recover: boolean;
  readonly requested: boolean;
}

export interface StepOptions {
  readonly folder?: string;
  readonly backup?: string;
  readonly outcome?: string;
}

const ownHome = (): string => defaultHome(process.env, process.platform);

/** Updates a station that was installed by a package. @throws StationError */
export async function runUpdate(terminal: Terminal, options: UpdateOptions): Promise<void> {
  const installed = installation(program());
  if (options.recover) {
    const done = await recoverUpdate(installed, terminal.note);
    if (done === null) terminal.print('No update was cut off.');
    else terminal.print(done.failure === null ? `${done.to} is in use.` : `${done.from} is in use again.`);
    terminal.printJson({ update: done });
    return;
  }
  const { from, allowDowngrade, backups, restore = null } = options;
  const given = { installed, home: ownHome(), backups };
  const done = await (options.requested
    ? takeRequest(given, terminal.note)
    : updateStation({ ...given, ...packageOf(from), allowDowngrade, restore }, terminal.note));
  terminal.print(
    `Updated from ${done.from} to ${done.to}. The backup of before is ${done.backup} in ${backups}.`,
  );
  terminal.printJson({ update: done });
}

function packageOf(file: string | undefined): Pick<UpdateRequest, 'name' | 'fetch'> {
  if (file === undefined) throw new StationError('BAD_INPUT', 'Say which package, with --from FILE.');
  return { name: basename(file), fetch: (target) => copyFile(file, target) };
}

/** Runs a step of an update in the home, as the station's user. @throws StationError */
export async function updateStep(terminal: Terminal, step: string, options: StepOptions): Promise<void> {
  const { folder = '', backup = '' } = options;
  if (step === 'look') terminal.printJson(lookAtHome(ownHome()));
  else if (step === 'go-back') {
    await goBackTo(ownHome(), folder, backup);
    terminal.printJson({ backup });
  } else if (step === 'fetched') {
    rmSync(requestPaths(ownHome()).wanted, { force: true });
    terminal.printJson({});
  } else {
    const last = lastUpdateSchema.parse(JSON.parse(options.outcome ?? ''));
    await writeLastUpdate(ownHome(), last);
    terminal.printJson(last);
  }
}
