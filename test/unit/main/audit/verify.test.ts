import { constants as bufferConstants } from 'node:buffer';
import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAuditFile, headsOf, writeAuditFile } from '../../../../src/main/audit/export-file.ts';
import { createAuditHeads } from '../../../../src/main/audit/heads.ts';
import { openAudit } from '../../../../src/main/audit/open-audit.ts';
import { createAuditRepository } from '../../../../src/main/audit/repository.ts';
import { createAuditService } from '../../../../src/main/audit/service.ts';
import { openSigningKey, type SigningKey } from '../../../../src/main/audit/signing-key.ts';
import { actAs } from '../../../../src/main/database/actor.ts';
import { auditHash, noRecord } from '../../../../src/main/database/audit-hash.ts';
import { auditedHome } from '../../../support/audited-home.ts';

/** Makes a home with a signed trail that holds the key and three names of the station. */
function signedHome() {
  const home = auditedHome();
  home.audit.signNow();
  home.rename('A', 'B', 'C');
  home.audit.signNow();
  return home;
}

test('a change is recorded in its own transaction: who, from where, before and after', async () => {
  const { database, rename, audit } = auditedHome();
  actAs({ name: 'Edda', origin: '10.0.0.7' }, () => rename('Line 3'));
  const failing = database.transaction(() => {
    rename('Line 4');
    throw new Error('The change is taken back');
  });
  expect(failing).toThrow('taken back');
  const { records } = await audit.list({}, null, 10);
  expect(records).toMatchObject([
    {
      number: 1,
      who: 'local',
      origin: '10.0.0.7',
      code: 'setting.changed',
      subject: 'station.name',
      valueBefore: '""',
      valueAfter: '"Line 3"',
      previous: noRecord,
    },
  ]);
  expect(records.map(auditHash)).toEqual(records.map(({ hash }) => hash));
});

test('a trail that nobody touched is whole, and its key is for the station alone', async () => {
  const { audit, paths } = signedHome();
  expect(await audit.verify()).toMatchObject({ records: 4, faults: [], head: { number: 4 } });
  if (process.platform !== 'win32') expect(statSync(paths.auditKey).mode & 0o777).toBe(0o600);
});

test('an edited record is named', async () => {
  const { audit, tamper } = signedHome();
  tamper(`UPDATE audit_records SET value_after = '"Z"' WHERE number = 3`);
  expect((await audit.verify()).faults).toEqual([{ kind: 'edited', first: 3, last: 3 }]);
});

test('a missing record is named', async () => {
  const { audit, tamper } = signedHome();
  tamper(`DELETE FROM audit_records WHERE number = 2`);
  expect((await audit.verify()).faults).toEqual([{ kind: 'missing', first: 2, last: 2 }]);
});

test('records that changed places are named', async () => {
  const { audit, tamper } = signedHome();
  tamper(`UPDATE audit_records SET number = 99 WHERE number = 2; UPDATE audit_records SET number = 2 WHERE number = 3;
    UPDATE audit_records SET number = 3 WHERE number = 99`);
  // Each record's hash covers its old number.
  expect((await audit.verify()).faults.map(({ first }) => first)).toEqual(expect.arrayContaining([2, 3]));
});

test('records cut off the end are named by what was signed', async () => {
  const { audit, tamper } = signedHome();
  tamper(`DELETE FROM audit_records WHERE number > 2`);
  expect((await audit.verify()).faults).toEqual([{ kind: 'truncated', first: 3, last: 4 }]);
});

test('a trail that was cut off and written on is named by what was signed', async () => {
  const { audit, tamper, rename } = signedHome();
  tamper(`DELETE FROM audit_records WHERE number > 2`);
  rename('D', 'E', 'F');
  expect((await audit.verify()).faults).toEqual([{ kind: 'rewritten', first: 2, last: 4 }]);
});

test('a trail that was cut off and written on up to the same number, and signed again, is named', async () => {
  const { audit, tamper, rename } = signedHome();
  tamper(`DELETE FROM audit_records WHERE number > 3`);
  rename('D');
  audit.signNow();
  expect((await audit.verify()).faults).toEqual([{ kind: 'rewritten', first: 2, last: 4 }]);
});

test('a trail that was set back together with what was signed is named by an export of before', async () => {
  const { audit, paths, tamper } = signedHome();
  const heads = readFileSync(paths.auditHeads, 'utf8');
  const file = join(paths.home, 'trail.jsonl');
  await audit.exportTo(file);
  tamper(`DELETE FROM audit_records WHERE number > 4`);
  writeFileSync(paths.auditHeads, heads);
  expect((await audit.verify()).faults).toEqual([]);
  expect((await audit.verify(await headsOf(file))).faults).toEqual([
    { kind: 'truncated', first: 5, last: 5 },
  ]);
});

test('a list that finds little looks at the trail in steps, between which others have their turn', async () => {
  const { database, paths, rename } = auditedHome();
  rename(...Array.from({ length: 40 }, (_, number) => `Line ${number}`));
  const key = (): SigningKey => openSigningKey(paths.auditKey);
  const heads = createAuditHeads(paths.auditHeads, key);
  const records = createAuditRepository(database);
  const audit = createAuditService({ records, heads, key, lookedAt: 10 });
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  expect(await audit.list({ who: 'nobody' }, null, 5)).toEqual({ records: [], more: false });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(3);
  const { records: found, more } = await audit.list({}, 36, 25);
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => 35 - index));
  expect(more).toBe(true);
});

test('a list before a number that no trail reaches begins at the newest record', async () => {
  const { audit } = signedHome();
  const all = await audit.list({}, null, 10);
  expect(all.records.length).toBeGreaterThan(3);
  expect(await audit.list({}, Number.MAX_SAFE_INTEGER, 10)).toEqual(all);
});

test('a signature by another key, and none at all, are told', async () => {
  const { audit, paths, database } = signedHome();
  rmSync(paths.auditKey);
  expect((await openAudit(database, paths).verify()).faults).toContainEqual({
    kind: 'head',
    first: 4,
    last: 4,
  });
  rmSync(paths.auditHeads);
  expect((await audit.verify()).faults).toEqual([{ kind: 'unsigned', first: 1, last: 4 }]);
});

test('half a signature that a power cut left is none, and the next one is whole', async () => {
  const { audit, paths, rename } = signedHome();
  const line = readFileSync(paths.auditHeads, 'utf8').split('\n')[0] ?? '';
  appendFileSync(paths.auditHeads, line.slice(0, 50));
  rename('D');
  audit.signNow();
  expect(await audit.verify()).toMatchObject({ records: 5, faults: [], head: { number: 5 } });
});

test('a long trail is checked in steps, between which others have their turn', async () => {
  const { audit, rename, database } = signedHome();
  database.transaction(() => rename(...Array.from({ length: 300 }, (_, number) => `Line ${number}`)))();
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  expect(await audit.verify()).toMatchObject({ records: 304, faults: [] });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test('an export is checked elsewhere with the public key, and every change of it is told', async () => {
  const { audit, paths } = signedHome();
  const file = join(paths.home, 'trail.jsonl');
  expect(await audit.exportTo(file)).toBe(5);
  const key = audit.publicKey();
  expect(await checkAuditFile(file, key)).toMatchObject({ signed: true, records: 5, faults: [] });

  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const changed = {
    edited: text.replace('\\"B\\"', '\\"Z\\"'),
    'cut off': lines.filter((_, index) => index !== lines.length - 3).join('\n'),
    'without its end': lines.slice(0, -2).join('\n'),
  };
  for (const [name, content] of Object.entries(changed)) {
    expect(content).not.toBe(text);
    writeFileSync(file, content);
    expect({ name, signed: (await checkAuditFile(file, key)).signed }).toEqual({ name, signed: false });
  }
});

test('an export for which the disk has no room leaves no file, and is written once there is some', async () => {
  const { audit, paths, database } = signedHome();
  const file = join(paths.home, 'trail.jsonl');
  const key = openSigningKey(paths.auditKey);
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const head = audit.signNow();
  const writing = writeAuditFile(
    file,
    () => {
      throw full;
    },
    head,
    key,
  );
  await expect(writing).rejects.toMatchObject({ code: 'DISK_FULL' });
  const records = createAuditRepository(database);
  expect(await writeAuditFile(file, records.rowsAfter, head, key)).toBe(head.number);
});

test('an export that another key signed is not taken for the station’s', async () => {
  const { audit } = signedHome();
  const other = signedHome();
  const file = join(other.paths.home, 'trail.jsonl');
  await other.audit.exportTo(file);
  expect(await checkAuditFile(file, audit.publicKey())).toMatchObject({ signed: false });
});

test('an export longer than a text can be is checked like any other; a line that long is refused', async () => {
  const { audit, paths } = signedHome();
  const file = join(paths.home, 'trail.jsonl');
  await audit.exportTo(file);
  const end = readFileSync(file);
  const [header = '', ...rest] = end.toString('utf8').split('\n');
  const line = Buffer.from(`${rest[0]?.padEnd(1_000_000)}\n`);
  const long = join(paths.home, 'long.jsonl');
  const written = openSync(long, 'w');
  writeSync(written, `${header}\n`);
  for (let bytes = 0; bytes < bufferConstants.MAX_STRING_LENGTH; bytes += line.length) {
    writeSync(written, line);
  }
  writeSync(written, rest.slice(1).join('\n'));
  closeSync(written);
  const { signed, faults } = await checkAuditFile(long, audit.publicKey());
  expect(signed).toBe(false);
  expect(faults[0]).toMatchObject({ kind: 'reordered' });
  expect(await headsOf(long)).toEqual(await headsOf(file));

  truncateSync(file, bufferConstants.MAX_STRING_LENGTH + 1);
  await expect(checkAuditFile(file, null)).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
});
