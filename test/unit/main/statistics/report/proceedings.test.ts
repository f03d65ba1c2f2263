import { expect, test } from 'vitest';
import { createShiftRepository } from '../../../../../src/main/shifts/repository.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { start, watched } from '../../../../support/log.ts';
import { reported, written } from '../../../../support/written-report.ts';

test('it charts scores with T1 and T2, and tells shifts, pauses, alarms, who decided, and where to sign', async () => {
  const station = reported();
  const { database } = station;
  const cookie = await station.session('Cookie', watched);
  const tape = await station.session('Tape', watched);
  const shifts = createShiftRepository(database);
  const shiftId = shifts.insert({ operator: 'Early, line 3', startedBy: 'Jan', startedAt: start - 1000 });
  for (let number = 0; number < 40; number++) {
    await station.record(cookie, number, number === 39 ? 5 : 1 + (number % 4) / 10, number * 1000);
  }
  const [entry] = station.log.query({ filter: {}, order: 'newest', limit: 1 }).entries;
  const mira = { name: 'Mira', roles: ['reviewer'] } as const;
  station.log.decide(entry?.id ?? 0, { decision: 'good', cause: null, note: '' }, singleUser);
  station.log.decide(entry?.id ?? 0, { decision: 'defect', cause: null, note: '' }, mira);
  const insertPause = database.prepare(
    'INSERT INTO pauses (session_id, reason, paused_by, paused_at, resumed_at) VALUES (?, ?, ?, ?, ?)',
  );
  insertPause.run(cookie.id, 'No material', 'Jan', start + 1000, start + 9000);
  insertPause.run(tape.id, 'Of another product', 'Jan', start + 1000, start + 9000);
  insertPause.run(cookie.id, 'Long before', 'Jan', start - 90_000, start - 80_000);
  database
    .prepare('INSERT INTO alarms (session_id, alarm_after, raised_at) VALUES (?, 3, ?)')
    .run(cookie.id, start + 5000);

  const filter = { productId: cookie.productId, from: start, to: start + 60_000 };
  const { pdf } = await written(station.parts, { filter, entries: 0 });
  const text = pdf.text.join('\n');
  expect(text).toContain('Cookie, compact');
  expect(text).toContain('T1 2.50');
  expect(text).toContain('Early, line 3');
  expect(text).toContain('Cookie: 3 rejects in a row');
  expect(text).toContain('Cookie: No material (Jan)');
  expect(text).not.toContain('Of another product');
  expect(text).not.toContain('Long before');
  // Only the latest decision counts.
  expect(text).toContain('MiraDefect1');
  expect(text).not.toContain('localGood');
  expect(text).toContain('NameDateSignature');

  shifts.end(shiftId, 'Jan', start + 100_000);
  const other = await written(station.parts, { filter: { shiftId: shiftId + 1 }, language: 'de' });
  expect(other.pdf.text.join('')).toContain('In diesem Zeitraum wurde nichts geprüft.');
  expect(other.pdf.text.join('')).not.toContain('Early');
});
