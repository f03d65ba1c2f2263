import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { versionPattern } from './version.ts';

/** The statement that a package's maker signed. */
const statementSchema = z.object({
  format: z.literal(1),
  package: z.literal('loupe-station'),
  version: z.string().regex(versionPattern),
  architecture: z.string().max(20),
  /** Number of bytes before the signature; `sha256` is their hash. */
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[\da-f]{64}$/),
});
export type SignedPackage = z.infer<typeof statementSchema>;

const signatureSchema = z.object({
  statement: z.string().max(2000),
  signature: z.string().max(200),
  key: z.string().max(64),
});

/** Name of the archive's last member, which contains the signature (scripts/package/sign-deb.mjs). */
const memberName = '_loupe';
const magic = '!<arch>\n';
const headerBytes = 60;
const mostMembers = 10;
const mostSignatureBytes = 4096;
const pieceBytes = 2 ** 20;

/**
 * Reads a signed .deb completely and checks its signature.
 *
 * @param file a copy that only this user may write
 * @param keys the trusted public keys, by name (PEM)
 * @param name the file's name in messages
 * @returns the signed statement
 * @throws StationError CORRUPT_FILE if any byte differs from the signed ones or there is no signature; FORBIDDEN for an untrusted
 *   key; NOT_FOUND, NO_PERMISSION
 */
export async function readSignedPackage(
  file: string,
  keys: ReadonlyMap<string, string>,
  name = basename(file),
): Promise<SignedPackage> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fileFailure(error, file);
  });
  try {
    const { offset, content } = await lastMember(handle, name);
    const parsed = parseJson(signatureSchema, content, name);
    const pem = keys.get(parsed.key);
    if (pem === undefined) {
      throw new StationError(
        'FORBIDDEN',
        `“${name}” is signed with the key ${parsed.key}, which this station does not trust. It trusts: ${[...keys.keys()].join(', ') || 'none'}.`,
      );
    }
    const signature = Buffer.from(parsed.signature, 'base64');
    // The member is written anew and compared byte by byte, so that it cannot contain anything that was not signed.
    if (
      content !== memberContent(parsed, signature) ||
      !isSigned(parsed.statement, createPublicKey(pem), signature)
    ) {
      throw changed(name);
    }
    const statement = parseJson(statementSchema, parsed.statement, name);
    if (statement.bytes !== offset || statement.sha256 !== (await hashOf(handle, offset))) {
      throw changed(name);
    }
    return statement;
  } finally {
    await handle.close();
  }
}

function isSigned(statement: string, key: KeyObject, signature: Buffer): boolean {
  return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(statement), key, signature);
}

function memberContent({ statement, key }: z.infer<typeof signatureSchema>, signature: Buffer): string {
  const text = `${JSON.stringify({ statement, signature: signature.toString('base64'), key })}\n`;
  return text.length % 2 === 0 ? text : `${text}\n`;
}

/** Reads the signature's member: its offset and its content. */
async function lastMember(handle: FileHandle, name: string): Promise<{ offset: number; content: string }> {
  const { size } = await handle.stat();
  if ((await textAt(handle, 0, magic.length)) !== magic) throw notAPackage(name);
  let offset = magic.length;
  for (let member = 0; member < mostMembers && offset < size; member++) {
    const header = await textAt(handle, offset, headerBytes);
    const length = Number(header.slice(48, 58));
    if (!Number.isSafeInteger(length) || length < 0 || !header.endsWith('`\n')) throw changed(name);
    const begin = offset + headerBytes;
    if (header.startsWith(memberName)) {
      if (header !== signatureHeader(length) || begin + length !== size || length > mostSignatureBytes) {
        throw changed(name);
      }
      return { offset, content: await textAt(handle, begin, length) };
    }
    offset = begin + length + (length % 2);
  }
  throw new StationError(
    'CORRUPT_FILE',
    `“${name}” is not signed: its maker has to sign it with a key that this station trusts.`,
  );
}

/** Returns the signature member's header; no other header is accepted. */
function signatureHeader(length: number): string {
  const fields = [memberName.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
  return `${fields.join('')}${String(length).padEnd(10)}\`\n`;
}

async function textAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead).toString('latin1');
}

/** Returns the SHA-256 of the file's first bytes, hexadecimal. */
async function hashOf(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(pieceBytes);
  for (let position = 0; position < bytes;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(pieceBytes, bytes - position), position);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
  return hash.digest('hex');
}

function parseJson<Value>(schema: z.ZodType<Value>, text: string, name: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw changed(name);
  }
}

function notAPackage(name: string): StationError {
  return new StationError('CORRUPT_FILE', `“${name}” is no package of a station (.deb).`);
}

function changed(name: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${name}” is not as it was signed: a byte of it differs. Copy it again from where you have it; nothing was changed.`,
  );
}
