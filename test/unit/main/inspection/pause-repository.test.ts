import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPauseRepository } from '../../../../src/main/inspection/pause-repository.ts';
import { createSessionRepository } from '../../../../src/main/inspection/session-repository.ts';
import { addSession } from '../../../support/add-session.ts';
import { openServices } from '../../../support/services.ts';

test('a pause has one reason, the last one that somebody gave, and ends once', async () => {
  const services = openServices();
  const sessionId = await addSession(services);
  const pauses = createPauseRepository(services.database);
  expect(pauses.open(sessionId)).toBeNull();

  pauses.begin(sessionId, null, 'Mira');
  const begun = pauses.open(sessionId);
  expect(begun).toMatchObject({ reason: null, pausedBy: 'Mira' });
  pauses.begin(sessionId, 'Cleaning', 'Jo');
  expect(pauses.open(sessionId)).toEqual({ ...begun, reason: 'Cleaning' });
  pauses.begin(sessionId, null, 'Jo');
  expect(pauses.open(sessionId)?.reason).toBe('Cleaning');

  pauses.end(sessionId, (begun?.pausedAt ?? 0) + 5_000);
  expect(pauses.open(sessionId)).toBeNull();
  pauses.begin(sessionId, 'Break', 'Jo');
  const rows = services.database
    .prepare('SELECT reason, paused_by, resumed_at FROM pauses ORDER BY id')
    .all();
  expect(rows).toEqual([
    { reason: 'Cleaning', paused_by: 'Mira', resumed_at: (begun?.pausedAt ?? 0) + 5_000 },
    { reason: 'Break', paused_by: 'Jo', resumed_at: null },
  ]);
  const change = services.database.prepare(`UPDATE pauses SET reason = 'x' WHERE id = 1`);
  expect(() => change.run()).toThrow('never changes');
  expect(() => services.database.exec('DELETE FROM pauses')).toThrow('never deleted');
});

test('what a station that went away left open ends with its session, not before it began', async () => {
  const services = openServices();
  const sessionId = await addSession(services, { startedAt: 1 });
  const pauses = createPauseRepository(services.database);
  pauses.begin(sessionId, 'Break', 'Mira');
  createSessionRepository(services.database).endOrphans([sessionId]);
  pauses.endOrphans(pauses.paused());
  expect(pauses.open(sessionId)).toBeNull();
  const row = services.database.prepare('SELECT resumed_at - paused_at AS lasted FROM pauses').get();
  expect(row).toEqual({ lasted: 0 });
});

test('a session that nobody knows has no pauses', () => {
  const { database } = openServices();
  expect(() => createPauseRepository(database).begin(randomUUID(), null, 'Mira')).toThrow('FOREIGN KEY');
});
