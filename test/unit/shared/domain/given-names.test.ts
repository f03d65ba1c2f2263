import { expect, test } from 'vitest';
import { laneForPeople, localUserName, personForPeople } from '../../../../src/shared/domain/given-names.ts';
import { usualLane } from '../../../../src/shared/domain/lanes.ts';

const german = { lane: (number: number) => `Spur ${number}`, localUser: 'jemand an der Station' };

test('a lane that nobody named has its name in the reader’s language, others keep theirs', () => {
  expect(laneForPeople(usualLane().name, german)).toBe('Spur 1');
  expect(laneForPeople(usualLane(12).name, german)).toBe('Spur 12');
  for (const name of ['Lane 1 left', 'Fast lane 2', 'Oven', 'Lane 100']) {
    expect(laneForPeople(name, german)).toBe(name);
  }
});

test('who is not signed in is told in the reader’s language, people by their names', () => {
  expect(personForPeople(localUserName, german)).toBe('jemand an der Station');
  expect(personForPeople('Mira Local', german)).toBe('Mira Local');
});
