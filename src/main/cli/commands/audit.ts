import {
  auditFilterSchema,
  type AuditCheck,
  type AuditFault,
  type AuditRecord,
} from '../../../shared/contract/audit.ts';
import type { AuditCode } from '../../../shared/domain/audit-codes.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { checkAuditFile, headsOf } from '../../audit/export-file.ts';
import { openAudit } from '../../audit/open-audit.ts';
import type { AuditService } from '../../audit/service.ts';
import { fingerprint } from '../../audit/signing-key.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { IncompleteError } from '../command-failure.ts';
import type { Terminal } from '../terminal.ts';

export interface ListAuditOptions {
  readonly code?: AuditCode;
  readonly who?: string;
  readonly subject?: string;
  readonly limit: number;
}

/** Opens the home folder's audit trail, even while the station runs, and calls `run`. */
async function withAudit<Result>(run: (audit: AuditService) => Result | Promise<Result>): Promise<Result> {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    return await run(openAudit(database, paths));
  } finally {
    close();
  }
}

/** Lists records, newest first. @throws StationError BAD_INPUT */
export async function listAudit(terminal: Terminal, { limit, ...given }: ListAuditOptions): Promise<void> {
  const filter = auditFilterSchema.safeParse(given);
  if (!filter.success) throw new StationError('BAD_INPUT', 'A name or subject is 1 to 200 letters long.');
  const found = await withAudit((audit) => audit.list(filter.data, null, limit));
  for (const record of found.records) terminal.print(lineOf(record));
  if (found.more) {
    terminal.print(`There are older ones: list them with --limit, at most ${limit} were asked for.`);
  }
  if (found.records.length === 0) terminal.print('There is no such record.');
  terminal.printJson(found);
}

/**
 * Checks the audit trail or an export of it.
 *
 * @throws IncompleteError if the trail has faults, which are printed before
 */
export async function verifyAudit(
  terminal: Terminal,
  { file, key, against }: { readonly file?: string; readonly key?: string; readonly against?: string },
): Promise<void> {
  if (file === undefined) {
    const others = against === undefined ? [] : await headsOf(against);
    const check = await withAudit((audit) => audit.verify(others));
    tell(terminal, check, true);
    terminal.printJson(check);
    return conclude(check.faults.length === 0);
  }
  const check = await checkAuditFile(file, key ?? null);
  if (!check.signed) terminal.print('The file is not what the owner of the key signed.');
  tell(terminal, check, check.signed);
  terminal.print(
    `Signed with the key ${fingerprint(check.key)}${key === undefined ? '; compare it with "audit key"' : ''}.`,
  );
  terminal.printJson(check);
  conclude(check.signed && check.faults.length === 0);
}

/** Exports the audit trail as a signed file. */
export async function exportAudit(terminal: Terminal, path: string): Promise<void> {
  const records = await withAudit((audit) => audit.exportTo(path));
  terminal.print(`${records} records were written to ${path}.`);
  terminal.printJson({ records, file: path });
}

/** Prints the public key for checking exports. */
export async function auditKey(terminal: Terminal): Promise<void> {
  const { key, print } = await withAudit((audit) => ({ key: audit.publicKey(), print: audit.fingerprint() }));
  terminal.print(`Ed25519, DER in base64: ${key}`);
  terminal.print(`Fingerprint: ${print}`);
  terminal.printJson({ key, fingerprint: print });
}

function conclude(whole: boolean): void {
  if (!whole) throw new IncompleteError('The audit trail is not as it was written.');
}

function tell(terminal: Terminal, { records, head, faults, more }: AuditCheck, whole: boolean): void {
  for (const fault of faults) terminal.print(faultText(fault));
  if (more) terminal.print('There are more faults.');
  if (head !== null) {
    terminal.print(`Signed up to record ${head.number} on ${new Date(head.signedAt).toISOString()}.`);
  }
  if (whole && faults.length === 0) terminal.print(`All ${records} records are as they were written.`);
}

function faultText({ kind, first, last }: AuditFault): string {
  const range = first === last ? `Record ${first}` : `Records ${first} to ${last}`;
  const texts = {
    edited: `${range}: edited since it was written`,
    missing: `${range}: missing`,
    reordered: `${range}: does not follow the record before it: moved, or put there`,
    truncated: `${range}: cut off the end, though they were signed`,
    rewritten: `${range}: written anew since they were signed`,
    head: `${range}: a signature that is not by this station’s key`,
    unsigned: `${range}: never signed. A station that runs signs them; where one ran before, the signatures were removed`,
  } satisfies Record<AuditFault['kind'], string>;
  return `${texts[kind]}.`;
}

function lineOf({
  number,
  at,
  who,
  origin,
  code,
  subject,
  valueBefore,
  valueAfter,
  note,
}: AuditRecord): string {
  const change = `${valueBefore ?? '–'} → ${valueAfter ?? '–'}`;
  const why = note === '' ? '' : ` (${note})`;
  return `${number}  ${new Date(at).toISOString()}  ${who} from ${origin}: ${code} ${subject}: ${change}${why}`;
}
