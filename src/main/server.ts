import { parseArgs } from 'node:util';
import { messageOf, StationError } from '../shared/domain/station-error.ts';
import type { CertificateSource } from './headless/own-certificate.ts';
import { defaultPort, serveStation, type HeadlessOptions } from './headless/serve-station.ts';
import { readTokenFile } from './headless/token-file.ts';
import { collectFramesLate } from './host/collect-frames-late.ts';
import { headlessHost } from './host/headless-host.ts';
import { program, programVersion, rendererFolder, resourcesFolder } from './host/program-folder.ts';
import { reportToStandardError } from './host/report-to-standard-error.ts';
import { defaultHome } from './station/paths.ts';
import { openStation } from './station.ts';
import { singleUser } from './users/single-user.ts';

const usage = `Usage: server [--port NUMBER] [--host ADDRESS] [--home FOLDER] [--tls | --cert FILE --key FILE]
              [--origin URL]... [--token-file FILE]
  --port         port to listen on (${defaultPort}); 0 takes any free one
  --host         address to listen on (127.0.0.1: this machine only)
  --home         where the station keeps everything (STATION_HOME)
  --tls          speak TLS with a certificate of the station's own making
  --cert, --key  speak TLS with this certificate and its key, PEM files
  --origin       where browsers find it behind a proxy, e.g. https://station.factory.example; may be repeated
  --token-file   a file with a lasting token for the address, for kiosks (LOUPE_TOKEN)
`;

interface ServerArguments extends Omit<HeadlessOptions, 'notice'> {
  readonly home: string;
}

/** @throws StationError BAD_INPUT; returns null when only the help is asked for */
function readArguments(): ServerArguments | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const several = { type: 'string', multiple: true } as const;
  const options = {
    ...{ port: text, host: text, home: text, help: flag },
    ...{ tls: flag, cert: text, key: text, origin: several, 'token-file': text },
  };
  const { values } = parse(() => parseArgs({ options }));
  if (values.help) return null;
  const port = values.port ?? String(defaultPort);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StationError('BAD_INPUT', `“${port}” is no port. Choose a number from 0 to 65535 with --port.`);
  }
  const home = values.home ?? process.env['STATION_HOME'];
  const environment = home === undefined ? process.env : { ...process.env, STATION_HOME: home };
  const folder = defaultHome(environment, process.platform);
  return {
    port: Number(port),
    host: values.host ?? '127.0.0.1',
    home: folder,
    origins: values.origin ?? [],
    certificate: certificateSource(values, folder),
    token: lastingToken(values['token-file']),
  };
}

function certificateSource(
  { tls, cert, key }: { tls?: boolean | undefined; cert?: string | undefined; key?: string | undefined },
  home: string,
): CertificateSource | undefined {
  if (cert !== undefined && key !== undefined && !tls) return { kind: 'files', cert, key };
  if (cert === undefined && key === undefined) return tls ? { kind: 'self-made', home } : undefined;
  throw new StationError(
    'BAD_INPUT',
    'A certificate needs its key: give --cert and --key, or --tls alone for one of the station’s own making.',
  );
}

/** Workers and other programs that the station starts must not inherit the token. */
function lastingToken(file: string | undefined): string | undefined {
  const given = process.env['LOUPE_TOKEN'];
  delete process.env['LOUPE_TOKEN'];
  return file === undefined ? given : readTokenFile(file);
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StationError('BAD_INPUT', `${messageOf(error)}\n${usage}`);
  }
}

async function serve({ home, ...options }: ServerArguments): Promise<void> {
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
  // Who started it opens a browser, whose arguments everybody on the machine can read.
  process.send?.({ opening: opening() }, undefined, undefined, () => process.disconnect());
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
