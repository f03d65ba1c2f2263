import { networkInterfaces } from 'node:os';
import { readFileSync } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { PlantOptions, PlantServer } from '../station/station-options.ts';
import { networkAddresses } from './listen.ts';
import { urlHost } from './origins.ts';
import { ownCertificate, selfMadeFile, type CertificateSource } from './own-certificate.ts';

export const plantUsage = `  --plant        host a plant of stations beside the station
  --database     its log in PostgreSQL, postgres://… (LOUPE_PLANT_DATABASE); in the home when left out
  --nats         a NATS server that runs, tls://… or nats://…; may be repeated; one is started when left out
  --nats-port    port of the one that is started (4222)
  --nats-ca      certificates that the running server's is signed by, a PEM file
`;

export interface PlantArguments {
  readonly database?: string | undefined;
  readonly nats?: readonly string[] | undefined;
  readonly 'nats-port'?: string | undefined;
  readonly 'nats-ca'?: string | undefined;
}

/** The parts of the station's address that the plant's NATS server shares. */
export interface PlantPlace {
  /** The bound address. */
  readonly host: string;
  readonly certificate: CertificateSource | undefined;
}

/** @throws StationError BAD_INPUT, and the errors of reading the certificate */
export async function plantOptions(given: PlantArguments, place: PlantPlace): Promise<PlantOptions> {
  const database = given.database ?? process.env['LOUPE_PLANT_DATABASE'] ?? null;
  // The address may contain a password, which programs that the host starts must not inherit.
  delete process.env['LOUPE_PLANT_DATABASE'];
  if (database !== null && !/^postgres(ql)?:\/\//.test(database)) {
    throw new StationError(
      'BAD_INPUT',
      'The database of a plant is postgres://USER:PASSWORD@HOST:PORT/NAME.',
    );
  }
  const server =
    given.nats === undefined ? await startedServer(given, place) : runningServer(given.nats, given);
  return { database, server };
}

function runningServer(servers: readonly string[], { 'nats-ca': file }: PlantArguments): PlantServer {
  const wrong = servers.find((address) => !/^(nats|tls):\/\/./.test(address) || !URL.canParse(address));
  if (wrong !== undefined) {
    throw new StationError('BAD_INPUT', `“${wrong}” is no address of a NATS server. Write tls://HOST:4222.`);
  }
  return { kind: 'running', servers, authority: file === undefined ? null : readText(file) };
}

async function startedServer(given: PlantArguments, { host, certificate }: PlantPlace): Promise<PlantServer> {
  const port = Number(given['nats-port'] ?? '4222');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StationError(
      'BAD_INPUT',
      `“${given['nats-port'] ?? ''}” is no port. Choose one from 1 to 65535.`,
    );
  }
  const reached = host === '0.0.0.0' || host === '::' ? networkAddresses(networkInterfaces()) : [host];
  const names = reached.length > 0 ? reached : ['127.0.0.1'];
  const scheme = certificate === undefined ? 'nats' : 'tls';
  const servers = names.map((name) => `${scheme}://${urlHost(name)}:${port}`);
  if (certificate === undefined) {
    return { kind: 'own', host, port, servers, certificate: null, authority: null };
  }
  const own = await ownCertificate(certificate, names);
  const selfMade = certificate.kind === 'self-made' ? selfMadeFile(certificate.home) : null;
  const files = certificate.kind === 'files' ? certificate : { cert: selfMade ?? '', key: selfMade ?? '' };
  return {
    kind: 'own',
    host,
    port,
    servers,
    certificate: { cert: files.cert, key: files.key },
    authority: own.isSelfMade ? certificatesIn(own.cert) : null,
  };
}

/** Returns only the certificates of a PEM file, since a key may stand beside them. */
function certificatesIn(pem: string): string {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return `${found.join('\n')}\n`;
}

function readText(file: string): string {
  try {
    return certificatesIn(readFileSync(file, 'utf8'));
  } catch (error) {
    throw fileFailure(error, file);
  }
}
