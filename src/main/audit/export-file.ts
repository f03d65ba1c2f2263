import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { z } from 'zod';
import { auditHeadSchema, type AuditCheck, type AuditHead } from '../../shared/contract/audit.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { fileLines } from '../files/file-lines.ts';
import { headOfLine, isSignature, type SigningKey } from './signing-key.ts';
import { verifyTrail } from './verify.ts';

const format = 'loupe-audit-1';
const headerSchema = z.object({ format: z.literal(format), key: z.string() });
const endSchema = z.object({
  head: auditHeadSchema,
  /** SHA-256 of all lines before this one, line breaks included. */
  sha256: z.string(),
  /** Ed25519 over `sha256`, base64. */
  signature: z.string(),
});

const numbered = z.object({ number: z.number() });
/** Records read at a time. */
const pageSize = 1000;
/** Longest line of an export, bytes. */
const longestLine = 16 * 2 ** 20;

/**
 * Writes the whole trail as a file of JSON lines: a header, the records, then the head and a signature. Anybody can check it with
 * the public key alone.
 *
 * @param head the signature over the newest record
 * @returns the number of written records; where one cannot be written, no file stays
 * @throws StationError ALREADY_EXISTS, DISK_FULL, NO_PERMISSION
 */
export async function writeAuditFile(
  path: string,
  rowsAfter: (number: number, limit: number) => readonly unknown[],
  head: AuditHead,
  key: SigningKey,
): Promise<number> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  try {
    const hash = createHash('sha256');
    const append = async (lines: readonly unknown[]): Promise<void> => {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      hash.update(text);
      await file.appendFile(text);
    };
    await append([{ format, key: key.publicKey } satisfies z.infer<typeof headerSchema>]);
    let last = 0;
    let written = 0;
    while (last < head.number) {
      const rows = rowsAfter(last, Math.min(pageSize, head.number - last));
      if (rows.length === 0) break;
      await append(rows);
      written += rows.length;
      last = numbered.parse(rows.at(-1)).number;
    }
    const sha256 = hash.digest('hex');
    const end: z.infer<typeof endSchema> = { head, sha256, signature: key.sign(sha256) };
    await file.appendFile(`${JSON.stringify(end)}\n`);
    await file.sync();
    return written;
  } catch (error) {
    // What is there of it would be no export, and keep the next one from being written.
    await rm(path, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  } finally {
    await file.close();
  }
}

export interface AuditFileCheck extends AuditCheck {
  /** The signer's public key, DER (SPKI) in base64. */
  readonly key: string;
  /** True if the owner of the key signed exactly these bytes. */
  readonly signed: boolean;
}

/**
 * Checks a file that `writeAuditFile` wrote; works without the station that wrote it.
 *
 * @param trustedKey the public key that must have signed the file; null to accept the key that the file names
 * @throws StationError NOT_FOUND, NO_PERMISSION; CORRUPT_FILE for a file that is no export of the audit trail
 */
export async function checkAuditFile(path: string, trustedKey: string | null): Promise<AuditFileCheck> {
  // Read twice, line by line: the whole of it may be longer than a text can be.
  const hash = createHash('sha256');
  const append = (line: Uint8Array): void => void hash.update(line).update('\n');
  let first: Buffer | undefined;
  let newest: Buffer | undefined;
  let lines = 0;
  for await (const line of fileLines(path, longestLine)) {
    if (newest) append(newest);
    first ??= line;
    newest = line;
    lines += 1;
  }
  const header = headerSchema.safeParse(jsonOf(first));
  if (!header.success) {
    throw new StationError(
      'CORRUPT_FILE',
      `“${path}” is no export of an audit trail. Choose one that “audit export” wrote.`,
    );
  }
  const key = trustedKey ?? header.data.key;
  const end = endSchema.safeParse(jsonOf(newest));
  if (!end.success && newest) append(newest);
  const sha256 = hash.digest('hex');
  const signed = end.success && end.data.sha256 === sha256 && isSignature(sha256, end.data.signature, key);
  const rows = rowsOf(path, end.success ? lines - 1 : lines);
  const check = await verifyTrail(
    async (_, limit) => {
      const some: unknown[] = [];
      while (some.length < limit) {
        const next = await rows.next();
        if (next.done) break;
        some.push(next.value);
      }
      return some;
    },
    { heads: end.success ? [end.data.head] : [], unreadable: 0 },
    key,
  );
  return { ...check, key: header.data.key, signed };
}

/**
 * Reads the signed heads of a file: an export, or a copy of the file of heads.
 *
 * @throws StationError NOT_FOUND, NO_PERMISSION; CORRUPT_FILE for a file without any
 */
export async function headsOf(path: string): Promise<AuditHead[]> {
  const heads: AuditHead[] = [];
  let newest: Buffer | undefined;
  for await (const line of fileLines(path, longestLine)) {
    if (line.length === 0) continue;
    const head = headOfLine(line.toString('utf8'));
    if (head !== null) heads.push(head);
    newest = line;
  }
  const end = endSchema.safeParse(jsonOf(newest));
  const found = end.success ? [end.data.head] : heads;
  if (found.length > 0) return found;
  throw new StationError(
    'CORRUPT_FILE',
    `“${path}” holds no signature of an audit trail. Choose what “audit export” wrote, or a copy of audit-heads.jsonl.`,
  );
}

/** Reads the records of an export: its lines before `end`, without the first. */
async function* rowsOf(path: string, end: number): AsyncGenerator {
  let number = 0;
  for await (const line of fileLines(path, longestLine)) {
    if (number > 0 && number < end) yield jsonOf(line);
    number += 1;
  }
}

function jsonOf(line: Buffer | undefined): unknown {
  try {
    return JSON.parse(line?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}
