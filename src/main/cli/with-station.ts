import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../host/headless-host.ts';
import { programVersion, resourcesFolder, type Program } from '../host/program-folder.ts';
import { reportToStandardError } from '../host/report-to-standard-error.ts';
import { defaultHome } from '../station/paths.ts';
import { openStation } from '../station.ts';
import { singleUser } from '../users/single-user.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Opens the station in this process, runs a command with its services, and always closes the station.
 *
 * @throws StationError from the station's start or from the command
 */
export async function withStation(
  here: Program,
  parts: Pick<CommandContext, 'terminal' | 'signal'>,
  run: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const station = await openStation({
    home: defaultHome(process.env, process.platform),
    host: headlessHost(),
    resources: resourcesFolder(here),
    teachers: process.env['STATION_TEACHERS'],
    version: programVersion(here),
    report: reportToStandardError,
  });
  try {
    const client = createRouterClient(station.router, {
      context: { user: singleUser, origin: 'command-line' },
    });
    await run({
      client,
      live: station.live,
      readMedia: (address) => station.readMedia(address, singleUser),
      ...parts,
    });
  } finally {
    await station.close();
  }
}
