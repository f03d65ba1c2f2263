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

/** A certificate is some 2 kB; what is larger is none. */
const mostBytes = 64 * 1024;
const ownerOnly = 0o700;

interface Kept {
  readonly path: string;
  readonly certificate: ClientCertificate;
}

/**
 * The certificates of clients that have tried to connect to an output: files in two folders, which the library watches, so that a
 * certificate that is moved is trusted from then on, whichever process of the station moved it.
 *
 * @param home the station's own folder
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
      // It is no certificate, or gone already.
      return null;
    }
  }

  function inFolder(path: string, trusted: boolean): Kept[] {
    try {
      return readdirSync(path)
        .map((name) => read(join(path, name), trusted))
        .filter((kept) => kept !== null);
    } catch (error) {
      // No client has come yet.
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
    /** The newest first, those that are not trusted before the others. @throws StationError NO_PERMISSION */
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
    /** Forgets a certificate: a client that was trusted is not let in again. @throws StationError NOT_FOUND, NO_PERMISSION */
    remove(fingerprint: string): void {
      for (const { path } of found(fingerprint)) attempt(path, () => rmSync(path, { force: true }));
    },
  };
}
