import { expect, test } from 'vitest';
import { procedures } from './procedures.ts';

test('every procedure declares at least one role that may call it', () => {
  expect(procedures.length).toBeGreaterThan(30);
  expect(procedures.filter(({ roles }) => roles.length === 0)).toEqual([]);
});

test('nobody gains by the role administrator alone what belongs to the line', () => {
  const open = procedures
    .filter(({ roles }) => roles.includes('administrator'))
    .map(({ path }) => path.join('.'));
  expect(open).toEqual([
    'station.status',
    'station.changes',
    'people.me',
    'people.signIn',
    'people.signInByBadge',
    'people.signOut',
    'people.active',
    'people.setUp',
    'people.changeSecret',
    'people.list',
    'people.add',
    'people.setRole',
    'people.setSecret',
    'people.setBadge',
    'people.remove',
    'audit.list',
    'audit.verify',
    'audit.prove',
    'settings.get',
    'settings.set',
    'settings.history',
    'settings.export',
    'settings.apply',
    'backup.state',
    'backup.take',
    'scheduledReports.list',
    'scheduledReports.add',
    'scheduledReports.change',
    'scheduledReports.remove',
    'scheduledReports.send',
    'updates.state',
    'updates.send',
    'updates.install',
    'retention.state',
    'retention.preview',
    'retention.set',
    'retention.remove',
    'retention.run',
    'diagnosis.run',
    'diagnosis.archive',
    'plantHost.invite',
    'plantHost.remove',
    'membership.status',
    'membership.join',
    'membership.leave',
  ]);
});
