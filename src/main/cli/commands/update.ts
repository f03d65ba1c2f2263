import { lastUpdateSchema } from '../../../shared/contract/updates.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { program } from '../../host/program-folder.ts';
import { defaultHome } from '../../station/paths.ts';
import { goBackTo, lookAtHome } from '../../update/home-steps.ts';
import { installation } from '../../update/installation.ts';
import { writeLastUpdate } from '../../update/last-update.ts';
import { recoverUpdate, updateStation } from '../../update/update-station.ts';
import type { Terminal } from '../terminal.ts';

export interface UpdateOptions {
  readonly from?: string;
  readonly allowDowngrade: boolean;
  readonly restore?: string;
  readonly backups: string;
  readonly recover: boolean;
}

export interface StepOptions {
  readonly folder?: string;
  readonly backup?: string;
  readonly outcome?: string;
}

const ownHome = (): string => defaultHome(process.env, process.platform);

/** Updates the station that a package installed. @throws StationError */
export async function runUpdate(terminal: Terminal, options: UpdateOptions): Promise<void> {
  const installed = installation(program());
  if (options.recover) {
    const done = await recoverUpdate(installed, terminal.note);
    if (done === null) terminal.print('No update was cut off.');
    else terminal.print(done.failure === null ? `${done.to} is in use.` : `${done.from} is in use again.`);
    terminal.printJson({ update: done });
    return;
  }
  if (options.from === undefined) throw new StationError('BAD_INPUT', 'Say which package, with --from FILE.');
  const { from, allowDowngrade, backups, restore = null } = options;
  const done = await updateStation(
    { installed, file: from, home: ownHome(), backups, allowDowngrade, restore },
    terminal.note,
  );
  terminal.print(
    `Updated from ${done.from} to ${done.to}. The backup of before is ${done.backup} in ${backups}.`,
  );
  terminal.printJson({ update: done });
}

/** What an update does in the home, as the station's user. @throws StationError */
export async function updateStep(terminal: Terminal, step: string, options: StepOptions): Promise<void> {
  const { folder = '', backup = '' } = options;
  if (step === 'look') terminal.printJson(lookAtHome(ownHome()));
  else if (step === 'go-back') {
    await goBackTo(ownHome(), folder, backup);
    terminal.printJson({ backup });
  } else {
    const last = lastUpdateSchema.parse(JSON.parse(options.outcome ?? ''));
    await writeLastUpdate(ownHome(), last);
    terminal.printJson(last);
  }
}
