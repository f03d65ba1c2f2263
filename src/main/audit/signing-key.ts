import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditHeadSchema, type AuditHead } from '../../shared/contract/audit.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { sha256 } from '../files/hash.ts';
import { systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

/** The station's Ed25519 key (RFC 8032). */
export interface SigningKey {
  /** The public key, DER (SPKI) in base64. */
  readonly publicKey: string;
  /** True if this call made the key. */
  readonly fresh: boolean;
  /** Signs a text's UTF-8 bytes. @returns the Ed25519 signature, base64 */
  sign(text: string): string;
}

/**
 * Opens the station's key, and makes it if there is none. Only the station's user may read its file.
 *
 * @throws StationError CORRUPT_FILE, NO_PERMISSION, DISK_FULL
 */
export function openSigningKey(path: string): SigningKey {
  const found = readKey(path);
  const key = found ?? generateKeyPairSync('ed25519').privateKey;
  if (found === null) writeSecretFile(path, String(key.export({ type: 'pkcs8', format: 'pem' })));
  return {
    publicKey: publicText(key),
    fresh: found === null,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** Returns a public key's fingerprint for people to compare: the beginning of its SHA-256, in groups of four. */
export function fingerprint(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64')).slice(0, 32).match(/.{4}/g)?.join(' ') ?? '';
}

/** Returns the text that a head's signature covers: its other fields as canonical JSON. */
function signedText({ number, hash, signedAt, key }: Omit<AuditHead, 'signature'>): string {
  return JSON.stringify({ hash, key, number, signedAt });
}

export function signHead(key: SigningKey, number: number, hash: string, signedAt: number): AuditHead {
  const head = { number, hash, signedAt, key: key.publicKey };
  return { ...head, signature: key.sign(signedText(head)) };
}

/** Tells whether a head was signed with the key that it names. */
export function isSigned(head: AuditHead): boolean {
  return isSignature(signedText(head), head.signature, head.key);
}

/** Tells whether the owner of a public key signed a text; false if the key is invalid. */
export function isSignature(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}

function publicText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}

function readKey(path: string): KeyObject | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return createPrivateKey(text);
  } catch (error) {
    throw new StationError(
      'CORRUPT_FILE',
      `“${path}” is not the station’s key any more. Put it back from a copy, or move it away: a new one is made then.`,
      messageOf(error),
    );
  }
}

/** Parses a line of the file of heads; null if it is no head. */
export function headOfLine(line: string): AuditHead | null {
  try {
    return auditHeadSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
