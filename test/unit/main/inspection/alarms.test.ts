import { expect, test } from 'vitest';
import { createAlarmRepository } from '../../../../src/main/inspection/alarm-repository.ts';
import { createAlarms } from '../../../../src/main/inspection/alarms.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import type { Verdict } from '../../../../src/shared/domain/verdict.ts';
import type { PartResult } from '../../../../src/shared/contract/part-result.ts';
import type { SourceKind } from '../../../../src/shared/domain/source-kinds.ts';
import { addSession } from '../../../support/add-session.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { partResult, uninspectedPart } from '../../../support/part-result.ts';
import { openServices } from '../../../support/services.ts';

/** Shows frames to a follower, 10 ms apart. */
function seeing(follow: (part: PartResult) => void) {
  let capturedAt = 1_000_000;
  return (...verdicts: Verdict[]): void => {
    for (const verdict of verdicts) {
      capturedAt += 10;
      follow(partResult({ verdict, capturedAt }));
    }
  };
}

async function setUp(alarmAfter: number | null) {
  const services = openServices();
  const sessionId = await addSession(services);
  const alarms = createAlarms(createAlarmRepository(services.database), services.changes);
  const session = { id: sessionId, lane: 1 };
  const settings = { alarmAfter };
  const followed = (kind: SourceKind) => alarms.follow(session, { kind }, () => settings.alarmAfter);
  const see = seeing(followed('watched-folder'));
  return { ...services, alarms, see, settings, session, followed };
}

test('an alarm stands until someone acknowledges it; meanwhile no other is raised, afterwards counting is anew', async () => {
  const { alarms, see, database } = await setUp(3);
  see('defect', 'defect', 'good', 'defect', 'review', 'defect');
  expect(alarms.standing()).toEqual([]);
  see('defect');
  const [first] = alarms.standing();
  expect(first).toMatchObject({ alarmAfter: 3 });
  see('defect', 'defect', 'defect', 'defect');
  expect(alarms.standing()).toEqual([first]);

  alarms.acknowledge(first?.id ?? 0, singleUser);
  expect(alarms.standing()).toEqual([]);
  see('defect', 'defect');
  expect(alarms.standing()).toEqual([]);
  see('defect');
  expect(alarms.standing()[0]?.id).toBe((first?.id ?? 0) + 1);

  alarms.acknowledge(first?.id ?? 0, { ...singleUser, name: 'Jo' });
  const log = database.prepare('SELECT acknowledged_by AS name FROM alarms ORDER BY id').all();
  expect(log).toEqual([{ name: singleUser.name }, { name: null }]);
  expect(await failureOf(() => alarms.acknowledge(99, singleUser))).toMatchObject({ code: 'NOT_FOUND' });
  expect(() => database.exec('UPDATE alarms SET raised_at = 0 WHERE id = 1')).toThrow('never changes');
});

test('a changed number acts with the next defect, and off is off', async () => {
  const { alarms, see, settings } = await setUp(null);
  see('defect', 'defect', 'defect', 'defect');
  expect(alarms.standing()).toEqual([]);
  settings.alarmAfter = 2;
  see('review');
  expect(alarms.standing()).toEqual([]);
  see('defect');
  expect(alarms.standing()).toMatchObject([{ alarmAfter: 2 }]);
});

test('an alarm that nobody acknowledged stands again after a restart', async () => {
  const { alarms, see, database, changes } = await setUp(1);
  see('defect');
  expect(createAlarms(createAlarmRepository(database), changes).standing()).toEqual(alarms.standing());
  expect(alarms.standing()).toHaveLength(1);
});

test('frames of one part in view count once, whether or not the log has it', async () => {
  const { alarms, followed } = await setUp(2);
  const camera = followed('window-camera');
  const frame = (verdict: Verdict, capturedAt: number) => camera(partResult({ verdict, capturedAt }));
  const unread = (capturedAt: number) => camera(uninspectedPart({ capturedAt }));
  for (let at = 0; at < 900; at += 30) frame('defect', at);
  expect(alarms.standing()).toEqual([]);

  frame('good', 930);
  for (let at = 960; at < 1500; at += 30) unread(at);
  expect(alarms.standing()).toEqual([]);
  frame('defect', 1530);
  expect(alarms.standing()).toMatchObject([{ alarmAfter: 2 }]);
});

test('alarms whose rows wait for the database have ids of their own', async () => {
  const { database, changes, session } = await setUp(1);
  const waiting: (() => void)[] = [];
  const alarms = createAlarms(createAlarmRepository(database), changes, (run) => void waiting.push(run));
  alarms.silent(session, 30);
  alarms.acknowledge(alarms.standing()[0]?.id ?? 0, singleUser);
  alarms.silent(session, 60);
  for (const run of waiting) run();
  expect(database.prepare('SELECT id, silent_seconds AS seconds FROM alarms ORDER BY id').all()).toEqual([
    { id: 1, seconds: 30 },
    { id: 2, seconds: 60 },
  ]);
});

test('each lane alarms by itself; what is acknowledged in one stands in the other', async () => {
  const services = openServices();
  const alarms = createAlarms(createAlarmRepository(services.database), services.changes);
  const sessionIn = async (lane: number) => ({
    id: await addSession(services, { lane, laneName: `Lane ${lane}` }),
    lane,
  });
  const [first, second] = [await sessionIn(1), await sessionIn(2)];
  alarms.silent(first, 30);
  alarms.silent(second, 60);
  alarms.silent(second, 90);
  expect(alarms.standing()).toMatchObject([
    { lane: 2, laneName: 'Lane 2', silentSeconds: 60 },
    { lane: 1, silentSeconds: 30 },
  ]);
  const { standing } = createAlarms(createAlarmRepository(services.database), services.changes);
  expect(standing()).toEqual(alarms.standing());

  alarms.acknowledge(alarms.standing()[0]?.id ?? 0, singleUser);
  expect(alarms.standing()).toMatchObject([{ lane: 1 }]);
});
