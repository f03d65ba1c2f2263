import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { StationCertificate } from '../../shared/contract/access.ts';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';
import { stationPaths } from '../station/paths.ts';

/** The station's TLS certificate and key. */
export interface OwnCertificate extends StationCertificate {
  /** The certificate, followed by its chain if the file contains it; PEM. */
  readonly cert: string;
  /** The private key, PEM. */
  readonly key: string;
}

/** The certificate's source: two files, or a self-made certificate. */
export type CertificateSource =
  | { readonly kind: 'files'; readonly cert: string; readonly key: string }
  | { readonly kind: 'self-made'; readonly home: string };

const day = 86_400_000;
/** Lifetime of a self-made certificate, days; some systems refuse longer ones. */
const lastsDays = 825;
/** At its start, the station replaces a self-made certificate with fewer days left. */
const renewedBeforeDays = 30;

/** The file of the self-made certificate and its key. If it is deleted, the next start makes a new one. */
export const selfMadeFile = (home: string): string => stationPaths(home).ownCertificate;

/**
 * Reads the station's certificate, or makes one.
 *
 * @param names the station's names for browsers, e.g. `station.factory.example`, `192.168.1.20`; they go into a self-made certificate
 * @throws StationError BAD_INPUT naming a file that is no certificate or no key, or saying that the two do not belong together
 */
export async function ownCertificate(
  source: CertificateSource,
  names: readonly string[],
): Promise<OwnCertificate> {
  if (source.kind === 'files') {
    const [cert, key] = [readText(source.cert), readText(source.key)];
    return checked({ cert, key, isSelfMade: false }, source.cert, source.key);
  }
  const file = selfMadeFile(source.home);
  if (existsSync(file)) {
    const text = readText(file);
    const kept = checked({ cert: text, key: text, isSelfMade: true }, file, file);
    if (kept.expiresAt - Date.now() > renewedBeforeDays * day) return kept;
  }
  const text = await makeCertificate(names);
  writeSecretFile(file, text);
  return checked({ cert: text, key: text, isSelfMade: true }, file, file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFailure(error, file);
  }
}

function checked(
  pem: Pick<OwnCertificate, 'cert' | 'key' | 'isSelfMade'>,
  certFile: string,
  keyFile: string,
): OwnCertificate {
  const certificate = parsed(() => new X509Certificate(pem.cert), certFile, 'no certificate in PEM form');
  const key = parsed(
    () => createPrivateKey(pem.key),
    keyFile,
    'no private key in PEM form without a password',
  );
  if (!certificate.checkPrivateKey(key)) {
    throw new StationError(
      'BAD_INPUT',
      `The key in “${keyFile}” does not belong to the certificate in “${certFile}”.`,
    );
  }
  return { ...pem, sha256: certificate.fingerprint256, expiresAt: Date.parse(certificate.validTo) };
}

function parsed<Value>(read: () => Value, file: string, fault: string): Value {
  try {
    return read();
  } catch (error) {
    throw new StationError('BAD_INPUT', `“${file}” holds ${fault}.`, messageOf(error));
  }
}

/** @returns key and certificate, PEM */
async function makeCertificate(names: readonly string[]): Promise<string> {
  // The library needs reflect-metadata. Both are imported only when a certificate is made, to keep the start short.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const all = new Set(['localhost', '127.0.0.1', '::1', hostname().toLowerCase(), ...names]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `00${randomBytes(16).toString('hex')}`,
      name: 'CN=Loupe station',
      notBefore: new Date(now - day),
      notAfter: new Date(now + lastsDays * day),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          [...all].map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
        ),
      ],
    },
    crypto,
  );
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return `${pem('PRIVATE KEY', Buffer.from(key))}${certificate.toString('pem')}\n`;
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
