import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openAudit } from '../../../../src/main/audit/open-audit.ts';
import { createLogRepository } from '../../../../src/main/log/repository.ts';
import { createModelStore } from '../../../../src/main/models/store.ts';
import { createProof } from '../../../../src/main/proof/prove.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { openLog, watched } from '../../../support/log.ts';

/** Makes an entry with a decision, and its proof. */
async function provedEntry() {
  const station = openLog();
  const { database, paths, files, thresholds } = station;
  const audit = openAudit(database, paths);
  const session = await station.session('Cookie', watched);
  const id = (await station.record(session, 0, 5, 0)) ?? 0;
  station.log.decide(id, { decision: 'defect', cause: null, note: 'Scratch' }, singleUser);
  audit.signNow();
  const log = createLogRepository(database);
  const prove = createProof({
    home: paths.home,
    files,
    audit,
    entry: log.find,
    decisions: log.decisions,
    limits: thresholds.get,
    graphOf: createModelStore(paths.models).graphOf,
  });
  const entry = z
    .object({ picture: z.string(), limits: z.number() })
    .parse(
      database
        .prepare('SELECT picture_path AS picture, thresholds_id AS limits FROM log_entries WHERE id = ?')
        .get(id),
    );
  return {
    database,
    id,
    entry,
    prove,
    picture: join(paths.home, entry.picture),
    differing: async () =>
      (await prove(id)).steps.filter(({ result }) => result !== 'equal').map(({ step }) => step),
  };
}

test('an entry that nobody touched is proved, from its picture to its decision', async () => {
  const { prove, id } = await provedEntry();
  const proof = await prove(id);
  expect(proof.steps.map(({ step, result }) => ({ step, result }))).toEqual(
    ['picture', 'map', 'model', 'limits', 'verdict', 'decision', 'trail'].map((step) => ({
      step,
      result: 'equal',
    })),
  );
  expect(proof.proved).toBe(true);
});

test('a picture that was changed is named', async () => {
  const { picture, differing } = await provedEntry();
  appendFileSync(picture, 'x');
  expect(await differing()).toEqual(['picture']);
});

test('limits, a verdict and a decision that were changed in the database are named', async () => {
  const { database, id, entry, differing } = await provedEntry();
  database.exec(`DROP TRIGGER thresholds_unchanged`);
  database.prepare('UPDATE thresholds SET review = 1.5 WHERE id = ?').run(entry.limits);
  expect(await differing()).toEqual(['limits']);
  database.exec(`DROP TRIGGER log_entries_unchanged`);
  database.prepare(`UPDATE log_entries SET verdict = 'review' WHERE id = ?`).run(id);
  expect(await differing()).toEqual(['limits', 'verdict']);
  database.exec(`DROP TRIGGER decisions_unchanged`);
  database.prepare(`UPDATE decisions SET note = 'Dust' WHERE entry_id = ?`).run(id);
  expect(await differing()).toEqual(['limits', 'verdict', 'decision']);
});
