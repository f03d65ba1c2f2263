import { expect, test } from 'vitest';
import {
  jobSubject,
  partsSubject,
  permissionsOf,
  stationOf,
  tidingsKey,
} from '../../../../src/shared/plant/subjects.ts';

test('the number of a station is read from its subject, and from no other', () => {
  expect(stationOf(partsSubject(12))).toBe(12);
  for (const subject of [
    'loupe.parts.0',
    'loupe.parts.012',
    'loupe.parts.1.2',
    'loupe.parts.12345',
    'loupe.parts.x',
  ]) {
    expect(stationOf(subject)).toBeNull();
  }
});

test('a station may publish to no subject of another one, and none of its rights is wide enough to hold one', () => {
  const foreign = [
    partsSubject(12),
    '$KV.stations.12',
    '$KV.answers.12.a',
    '$JS.ACK.LOUPE_DECISIONS.station-12.1',
    jobSubject(1, 12),
    `$KV.jobs.${tidingsKey(12, 1, 'a')}`,
    '$KV.trainers.12',
    '$KV.templates.12.a',
    '$JS.API.CONSUMER.MSG.NEXT.LOUPE_JOBS.trainer-12',
    '$JS.API.CONSUMER.CREATE.KV_jobs.x.$KV.jobs.*.12.>',
  ];
  const { publish } = permissionsOf(1);
  for (const subject of foreign) {
    expect(publish.some((right) => holds(right, subject))).toBe(false);
  }
});

/** Returns whether a right covers a subject, by the server's rule. */
function holds(right: string, subject: string): boolean {
  const pattern = right
    .split('.')
    .map((token) => (token === '>' ? '.+' : token === '*' ? '[^.]+' : token.replaceAll('$', '\\$')))
    .join('\\.');
  return new RegExp(`^${pattern}$`).test(subject);
}
