import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { StationCertificate } from '../../shared/contract/access.ts';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

/** What a station speaks TLS with. */
export interface OwnCertificate extends StationCertificate {
  /** Certificate, with those above it where the file has them; PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** Where the certificate comes from: two files, or the one that the station makes for itself. */
export type CertificateSource =
  | { readonly kind: 'files'; readonly cert: string; readonly key: string }
  | { readonly kind: 'self-made'; readonly home: string };

const day = 86_400_000;
/** Some systems take no certificate that lasts longer, days. */
const lastsDays = 825;
/** One that ends sooner than this is made anew at the start, days. */
const renewedBeforeDays = 30;

/** The file of the self-made certificate and its key; where it is removed, the next start makes another one. */
export const selfMadeFile = (home: string): string => join(home, 'secrets', 'tls.pem');

/**
 * The certificate of the station.
 *
 * @param names by which browsers call it, e.g. `station.factory.example`, `192.168.1.20`; for a self-made one
 * @throws StationError BAD_INPUT naming the file that is no certificate, no key, or does not belong to the other
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
  // The library needs the first one, and both are loaded only where a certificate is made.
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
