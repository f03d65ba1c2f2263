import { expect, test } from 'vitest';
import { createLanes } from '../../../../src/main/lanes/lanes.ts';
import { laneSchema, mostLanes, usualLane, type Lane } from '../../../../src/shared/domain/lanes.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openServices } from '../../../support/services.ts';

const mira = { name: 'Mira', roles: ['engineer' as const] };
const top = laneSchema.parse({
  number: 2,
  name: 'Top',
  source: { kind: 'watched-folder', folder: '/srv/top' },
  trigger: { kind: 'software', delayMs: 20 },
  deadlineMs: 500,
  group: 'Lid',
});

test('a station that was never set up has lane 1, whose source is chosen when it starts', () => {
  const { database, changes } = openServices();
  const lanes = createLanes(database, changes);
  expect(lanes.list()).toEqual([
    {
      number: 1,
      name: 'Lane 1',
      source: null,
      trigger: { kind: 'free' },
      deadlineMs: null,
      group: null,
      viewsWithinMs: null,
      version: 0,
      setBy: null,
      setAt: null,
    },
  ]);
});

test('each change of a lane is a row that says who, when, before and after', async () => {
  const { database, changes } = openServices();
  const lanes = createLanes(database, changes);
  const added = lanes.add(top, mira);
  expect(added).toMatchObject({ ...top, setBy: 'Mira' });
  const changed = lanes.change({ ...top, name: 'Above' }, added.version, mira);
  const first = lanes.change({ ...usualLane(), name: 'Side' }, 0, mira);
  // Another process changes lanes at the same time.
  expect(createLanes(database, changes).list()).toEqual([first, changed]);
  lanes.remove(2, changed.version, mira);
  expect(lanes.list()).toEqual([first]);
  const rows = database
    .prepare(
      'SELECT number, value_before IS NULL AS isNew, value_after IS NULL AS isGone, set_by FROM line_set_up',
    )
    .all();
  expect(rows).toEqual([
    { number: 2, isNew: 1, isGone: 0, set_by: 'Mira' },
    { number: 2, isNew: 0, isGone: 0, set_by: 'Mira' },
    { number: 1, isNew: 1, isGone: 0, set_by: 'Mira' },
    { number: 2, isNew: 0, isGone: 1, set_by: 'Mira' },
  ]);
  expect(() => database.exec(`UPDATE line_set_up SET set_by = 'Jo'`)).toThrow('never change');
  expect(() => database.exec('DELETE FROM line_set_up')).toThrow('never deleted');
  expect(await failureOf(() => lanes.get(2))).toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no lane 2. There are 1 “Side”.',
  });
});

test('what does not fit is refused with the reason', async () => {
  const { database, changes } = openServices();
  const lanes = createLanes(database, changes);
  const { version } = lanes.add(top, mira);
  const refused = (run: () => unknown) => failureOf(run);
  expect(await refused(() => lanes.add(top, mira))).toMatchObject({
    code: 'ALREADY_EXISTS',
    message: 'There is a lane 2 already: “Top”.',
  });
  expect(await refused(() => lanes.add({ ...usualLane(3), name: 'top' }, mira))).toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(await refused(() => lanes.add({ ...usualLane(3), source: top.source }, mira))).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('“Top” uses this source already'),
  });
  expect(await refused(() => lanes.change({ ...top, source: null }, version, mira))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('needs a source'),
  });
  const atWindow: Lane = {
    ...top,
    source: { kind: 'window-camera', label: 'Camera' },
    trigger: { kind: 'hardware' },
  };
  expect(await refused(() => lanes.change(atWindow, version, mira))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('has no input line'),
  });
  expect(await refused(() => lanes.change(top, version - 1, mira))).toMatchObject({ code: 'CONFLICT' });
  expect(await refused(() => lanes.remove(1, 0, mira))).toMatchObject({
    code: 'CONFLICT',
    message: 'A station always has lane 1. Change it instead.',
  });
  const simulated = { kind: 'simulated-camera' as const };
  for (let number = 3; number <= mostLanes; number++) {
    lanes.add({ ...usualLane(number), source: simulated }, mira);
  }
  expect(lanes.list()).toHaveLength(mostLanes);
});
