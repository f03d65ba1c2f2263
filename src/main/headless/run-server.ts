import { collectFramesLate } from '../host/collect-frames-late.ts';
import { headlessHost } from '../host/headless-host.ts';
import { program, programVersion, rendererFolder, resourcesFolder } from '../host/program-folder.ts';
import { reportToStandardError } from '../host/report-to-standard-error.ts';
import { openStation } from '../station.ts';
import { singleUser } from '../users/single-user.ts';
import { serveStation } from './serve-station.ts';
import { readArguments, usage, type ServerArguments } from './server-arguments.ts';

/**
 * Serves a station to browsers, until a signal ends it.
 *
 * @param words the command line's arguments, without program and script
 * @throws StationError
 */
export async function runServer(words: readonly string[]): Promise<void> {
  const given = await readArguments(words);
  if (given) await serve(given);
  else process.stdout.write(usage);
}

async function serve({ home, plant, ...options }: ServerArguments): Promise<void> {
  collectFramesLate();
  const here = program();
  const report = reportToStandardError;
  const notice = (text: string): void => void process.stderr.write(`${text}\n`);
  const station = await openStation({
    home,
    host: headlessHost(),
    resources: resourcesFolder(here),
    teachers: process.env['STATION_TEACHERS'],
    version: programVersion(here),
    report,
    notice,
    plant,
  });
  const serving = { station, renderer: rendererFolder(here), user: singleUser, report };
  let server;
  try {
    server = await serveStation(serving, { ...options, notice });
  } catch (error) {
    await station.close();
    throw error;
  }
  const { address, certificate, opening, close } = server;
  endInOrder(async () => {
    await close();
    await station.close();
  });
  if (certificate?.isSelfMade) {
    process.stdout.write(`Its own certificate, SHA-256: ${certificate.sha256}\n`);
  }
  process.stdout.write(`Loupe is ready: ${address}\n`);
  // The parent process opens a browser with this one-time address, since every user of the machine can read its arguments.
  process.send?.({ opening: opening() }, undefined, undefined, () => process.disconnect());
}

/** Ends in order on a signal: first clients, then jobs, workers and database. A second signal ends at once. */
function endInOrder(end: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(130);
      ending = true;
      process.stdout.write('Loupe is ending …\n');
      end().then(
        () => process.exit(0),
        (error: unknown) => {
          reportToStandardError(error, 'end');
          process.exit(1);
        },
      );
    });
  }
}
