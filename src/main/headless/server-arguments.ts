import { parseArgs } from 'node:util';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { defaultHome } from '../station/paths.ts';
import type { PlantOptions } from '../station/station-options.ts';
import type { CertificateSource } from './own-certificate.ts';
import { plantOptions, plantUsage } from './plant-arguments.ts';
import { defaultPort, type HeadlessOptions } from './serve-station.ts';
import { readTokenFile } from './token-file.ts';

export const usage = `Usage: server [--port NUMBER] [--host ADDRESS] [--home FOLDER] [--tls | --cert FILE --key FILE]
              [--origin URL]... [--token-file FILE]
              [--plant [--database URL] [--nats URL]... [--nats-port NUMBER] [--nats-ca FILE]]
  --port         port to listen on (${defaultPort}); 0 takes any free one
  --host         address to listen on (127.0.0.1: this machine only)
  --home         where the station keeps everything (STATION_HOME)
  --tls          speak TLS with a certificate of the station's own making
  --cert, --key  speak TLS with this certificate and its key, PEM files
  --origin       where browsers find it behind a proxy, e.g. https://station.factory.example; may be repeated
  --token-file   a file with a lasting token for the address, for kiosks (LOUPE_TOKEN)
${plantUsage}`;

/** The options of a server's command line. */
export interface ServerArguments extends Omit<HeadlessOptions, 'notice'> {
  readonly home: string;
  /** The plant to host; none when left out. */
  readonly plant?: PlantOptions | undefined;
}

/** @returns null if the help was asked for. @throws StationError BAD_INPUT */
export async function readArguments(words: readonly string[]): Promise<ServerArguments | null> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const several = { type: 'string', multiple: true } as const;
  const options = {
    port: text,
    host: text,
    home: text,
    help: flag,
    tls: flag,
    cert: text,
    key: text,
    origin: several,
    'token-file': text,
    plant: flag,
    database: text,
    nats: several,
    'nats-port': text,
    'nats-ca': text,
  };
  const { values } = parse(() => parseArgs({ options, args: [...words] }));
  if (values.help) return null;
  const port = values.port ?? String(defaultPort);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StationError('BAD_INPUT', `“${port}” is no port. Choose a number from 0 to 65535 with --port.`);
  }
  const home = values.home ?? process.env['STATION_HOME'];
  const environment = home === undefined ? process.env : { ...process.env, STATION_HOME: home };
  const folder = defaultHome(environment, process.platform);
  const host = values.host ?? '127.0.0.1';
  const certificate = certificateSource(values, folder);
  return {
    port: Number(port),
    host,
    home: folder,
    certificate,
    origins: values.origin ?? [],
    token: lastingToken(values['token-file']),
    plant: values.plant ? await plantOptions(values, { host, certificate }) : undefined,
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

/** Reads the lasting token and removes it from the environment, because programs that the station starts must not inherit it. */
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
