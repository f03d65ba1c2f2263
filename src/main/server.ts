import { parseArgs } from 'node:util';
import { messageOf, StationError } from '../shared/domain/station-error.ts';
import { defaultPort, serveStation } from './headless/serve-station.ts';
import { collectFramesLate } from './host/collect-frames-late.ts';
import { headlessHost } from './host/headless-host.ts';
import { program, programVersion, rendererFolder, resourcesFolder } from './host/program-folder.ts';
import { reportToStandardError } from './host/report-to-standard-error.ts';
import { defaultHome } from './station/paths.ts';
import { openStation } from './station.ts';
import { singleUser } from './users/single-user.ts';

const usage = `Usage: server [--port NUMBER] [--host ADDRESS] [--home FOLDER]
  --port   port to listen on (${defaultPort}); 0 takes any free one
  --host   address to listen on (127.0.0.1: this machine only)
  --home   where the station keeps everything (STATION_HOME)
LOUPE_TOKEN sets a lasting token for the address, for kiosks.
`;

interface ServerArguments {
  readonly port: number;
  readonly host: string;
  readonly home: string;
}

/** @throws StationError BAD_INPUT; returns null when only the help is asked for */
function readArguments(): ServerArguments | null {
  const text = { type: 'string' } as const;
  const options = { port: text, host: text, home: text, help: { type: 'boolean' } } as const;
  const { values } = parse(() => parseArgs({ options }));
  if (values.help) return null;
  const port = values.port ?? String(defaultPort);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StationError('BAD_INPUT', `“${port}” is no port. Choose a number from 0 to 65535 with --port.`);
  }
  const home = values.home ?? process.env['STATION_HOME'];
  const environment = home === undefined ? process.env : { ...process.env, STATION_HOME: home };
  return {
    port: Number(port),
    host: values.host ?? '127.0.0.1',
    home: defaultHome(environment, process.platform),
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StationError('BAD_INPUT', `${messageOf(error)}\n${usage}`);
  }
}

async function serve({ port, host, home }: ServerArguments): Promise<void> {
  collectFramesLate();
  const here = program();
  const report = reportToStandardError;
  const station = await openStation({
    home,
    host: headlessHost(),
    resources: resourcesFolder(here),
    teachers: process.env['STATION_TEACHERS'],
    version: programVersion(here),
    report,
  });
  const serving = { station, renderer: rendererFolder(here), user: singleUser, report };
  let server;
  try {
    server = await serveStation(serving, { port, host, token: process.env['LOUPE_TOKEN'] });
  } catch (error) {
    await station.close();
    throw error;
  }
  const { address, close } = server;
  endInOrder(async () => {
    await close();
    await station.close();
  });
  process.stdout.write(`Loupe is ready: ${address}\n`);
}

/** Ends on a signal: clients first, then jobs, workers and database. A second signal ends at once. */
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

process.on('unhandledRejection', (error) => reportToStandardError(error, 'unhandled'));
try {
  const given = readArguments();
  if (given) await serve(given);
  else process.stdout.write(usage);
} catch (error) {
  if (error instanceof StationError) {
    process.stderr.write(`Loupe did not start (${error.code}): ${error.message}\n`);
  } else reportToStandardError(error, 'start');
  process.exit(1);
}
