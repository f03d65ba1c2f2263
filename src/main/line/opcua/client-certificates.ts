import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  mostClientCertificates,
  type ClientCertificate,
} from '../../../shared/contract/client-certificates.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { fileFailure, systemCode } from '../../files/file-failure.ts';
import { certificateFolder } from './certificate-folder.ts';

/** Largest certificate file; a certificate has about 2 kB. */
const mostBytes = 64 * 1024;
const ownerOnly = 0o700;

interface Kept {
  readonly path: string;
  readonly certificate: ClientCertificate;
}

/**
 * The certificates of clients that have tried to connect to an output: files in two folders that the library
 * watches. So moving a file makes its client trusted at once, whichever process moves it.
 *
 * @param home the home folder
 */
export function clientCertificates(home: string, id: string) {
  const folder = join(certificateFolder(home, id), 'clients');
  const trustedFolder = join(folder, 'trusted', 'certs');

  function read(path: string, trusted: boolean): Kept | null {
    try {
      const { size, mtimeMs } = statSync(path);
      if (size > mostBytes) return null;
      const { subject, fingerprint256, fingerprint, validTo } = new X509Certificate(readFileSync(path));
      const until = Date.parse(validTo);
      const certificate = {
        subject: subject.split('\n').join(', '),
        fingerprint: fingerprint256,
        thumbprint: fingerprint,
        firstSeen: Math.round(mtimeMs),
        validTo: Number.isNaN(until) ? null : until,
        trusted,
      };
      return { path, certificate };
    } catch {
      // The file is no certificate, or already gone.
      return null;
    }
  }

  function inFolder(path: string, trusted: boolean): Kept[] {
    try {
      return readdirSync(path)
        .map((name) => read(join(path, name), trusted))
        .filter((kept) => kept !== null);
    } catch (error) {
      // No client has connected yet.
      if (systemCode(error) === 'ENOENT') return [];
      throw fileFailure(error, path);
    }
  }

  const all = (): Kept[] => [...inFolder(join(folder, 'rejected'), false), ...inFolder(trustedFolder, true)];

  /** @throws StationError NOT_FOUND */
  function found(fingerprint: string): Kept[] {
    const kept = all().filter(({ certificate }) => certificate.fingerprint === fingerprint);
    if (kept.length > 0) return kept;
    throw new StationError('NOT_FOUND', 'The certificate is not there any more. Reload the list.');
  }

  function attempt(path: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      throw fileFailure(error, path);
    }
  }

  return {
    /**
     * Lists certificates, untrusted ones first, each group newest first.
     *
     * @throws StationError NO_PERMISSION
     */
    list: (): ClientCertificate[] =>
      all()
        .map(({ certificate }) => certificate)
        .sort((one, other) => Number(one.trusted) - Number(other.trusted) || other.firstSeen - one.firstSeen)
        .slice(0, mostClientCertificates),
    /** Lets the client in from now on. @throws StationError NOT_FOUND, NO_PERMISSION */
    trust(fingerprint: string): void {
      for (const { path, certificate } of found(fingerprint)) {
        if (certificate.trusted) continue;
        attempt(path, () => {
          mkdirSync(trustedFolder, { recursive: true, mode: ownerOnly });
          renameSync(path, join(trustedFolder, basename(path)));
        });
      }
    },
    /**
     * Forgets a certificate, so that its client is refused from now on.
     *
     * @throws StationError NOT_FOUND, NO_PERMISSION
     */
    remove(fingerprint: string): void {
      for (const { path } of found(fingerprint)) attempt(path, () => rmSync(path, { force: true }));
    },
  };
}
