import { expect, onTestFinished, test } from 'vitest';
import { createMembershipsRepository } from '../../../../src/main/plant/memberships-repository.ts';
import { createMemberships } from '../../../../src/main/plant/memberships.ts';
import { writeToken } from '../../../../src/main/plant/token.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import type { Membership } from '../../../../src/shared/plant/membership.ts';
import { openDataServices } from '../../../support/data-services.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const here = crypto.randomUUID();
const there = crypto.randomUUID();

function membershipOf(identity: string | null, change: Partial<Membership> = {}): string {
  return writeToken({
    format: 1,
    invitation: crypto.randomUUID(),
    plant: 'Works',
    identity,
    station: 1,
    servers: ['nats://127.0.0.1:4222'],
    authority: null,
    credentials: { kind: 'creds', text: 'credentials' },
    ...change,
  });
}

function openMemberships() {
  const { database, paths, close } = openDataServices(temporaryFolder());
  onTestFinished(() => close());
  const rows = createMembershipsRepository(database);
  let now = 1000;
  const memberships = createMemberships({ rows, file: paths.membership, now: () => now++ });
  return { rows, memberships };
}

test('a plant of the same name is another one: what the first one has does not count there', async () => {
  const { rows, memberships } = openMemberships();
  memberships.join(membershipOf(here), true, singleUser);
  rows.setCursors({ inspections: 7 });
  expect(await failureOf(() => memberships.join(membershipOf(there), true, singleUser))).toMatchObject({
    code: 'CONFLICT',
  });
  memberships.leave(singleUser);
  expect(rows.leftOther()).toBeNull();
  memberships.join(membershipOf(there), true, singleUser);
  expect(rows.cursors()).toEqual({});
  expect(rows.leftOther()).toBe(1001);
});

test('a plant that was renamed is the same one, and so is one that an older host told only the name of', () => {
  const { rows, memberships } = openMemberships();
  memberships.join(membershipOf(null), true, singleUser);
  rows.setCursors({ inspections: 7 });
  memberships.join(membershipOf(here), false, singleUser);
  expect(rows.cursors()).toEqual({ inspections: 7 });
  memberships.join(membershipOf(here, { plant: 'Works North' }), false, singleUser);
  expect(rows.cursors()).toEqual({ inspections: 7 });
  expect(rows.leftOther()).toBeNull();
});
