import { expect, test } from 'vitest';
import { createEntryTables } from '../../../../src/main/plant/travelling-entries-repository.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { openLog, watched } from '../../../support/log.ts';

test('kept good parts stay at the station, with what is said of them; nothing waits for them', async () => {
  const station = openLog();
  const { database, products, log } = station;
  const session = await station.session('Cookie', watched);
  const { line } = products.get(session.productId);
  products.setLine(session.productId, { ...line, keptGood: { oneIn: 1, nearLimit: null } });
  const defect = await station.record(session, 0, 5, 0);
  const good = await station.record(session, 1, 1, 1000);
  for (const id of [defect, good]) {
    log.decide(id ?? 0, { decision: 'defect', cause: null, note: '' }, singleUser);
  }
  const [entries, decisions] = createEntryTables({
    database,
    station: 7,
    thumbnail: () => Promise.resolve(null),
  });
  expect(entries?.after(0, 10).map(({ id }) => id)).toEqual([defect]);
  expect(decisions?.after(0, 10)).toHaveLength(1);
  // `newest` is the last entry that travels; later ones do not count as waiting.
  expect(entries?.newest()).toBe(defect);
  expect(decisions?.newest()).toBe(decisions?.after(0, 10)[0]?.id);
});
