import { expect, test } from 'vitest';
import { createOutboxRepository } from '../../../../src/main/line/outbox-repository.ts';
import { testMessage } from '../../../../src/main/line/message.ts';
import { openServices } from '../../../support/services.ts';

const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

function opened() {
  const { database } = openServices();
  const outbox = createOutboxRepository(database, 3);
  return {
    outbox,
    database,
    add: (...ids: string[]) => outbox.add(testMessage(0, { station: '', timeZone: 'UTC' }), ids, 5),
    waiting: (id: string) => outbox.waiting(id, 100).map(({ number }) => number),
    messages: () => database.prepare('SELECT number FROM line_messages').pluck().all(),
  };
}

test('each output gets each message, in order, until it has delivered it', () => {
  const { outbox, add, waiting } = opened();
  const numbers = [add(first, second), add(first, second), add(second)];
  expect(numbers).toEqual([1, 2, 3]);
  outbox.markDelivered(first, [1], 9);
  expect(waiting(first)).toEqual([2]);
  expect(waiting(second)).toEqual([1, 2, 3]);
  expect(outbox.waiting(second, 2).map(({ number }) => number)).toEqual([1, 2]);
  expect(outbox.countWaiting(second)).toBe(3);
  expect(outbox.latest(first, 20)).toMatchObject([
    { number: 2, madeAt: 5, deliveredAt: null },
    { number: 1, madeAt: 5, deliveredAt: 9, body: { kind: 'test' } },
  ]);
});

test('what every output has delivered goes, but for the last ones; its number is never used again', () => {
  const { outbox, add, messages } = opened();
  for (let count = 0; count < 5; count++) add(first, second);
  outbox.markDelivered(first, [1, 2, 3, 4, 5], 9);
  expect(outbox.latest(first, 20).map(({ number }) => number)).toEqual([5, 4, 3]);
  expect(messages()).toEqual([1, 2, 3, 4, 5]);
  outbox.markDelivered(second, [1, 2, 3, 4, 5], 9);
  expect(messages()).toEqual([3, 4, 5]);
  outbox.forget(first);
  outbox.forget(second);
  expect(messages()).toEqual([]);
  expect(add(first)).toBe(6);
});

test('beyond its bound the oldest are given up, and counted', () => {
  const { outbox, add, waiting, messages } = opened();
  for (let count = 0; count < 5; count++) add(first);
  expect(outbox.dropBeyond(first, 5, 7)).toBe(0);
  expect(outbox.dropBeyond(first, 2, 7)).toBe(3);
  expect(waiting(first)).toEqual([4, 5]);
  expect(messages()).toEqual([4, 5]);
  add(first);
  expect(outbox.dropBeyond(first, 2, 8)).toBe(1);
  expect(outbox.state(first)).toEqual({ failure: null, dropped: 4, droppedAt: 8 });
});

test('what nobody took in time is counted as given up, and said of the message', () => {
  const { outbox, add, waiting, messages } = opened();
  for (let count = 0; count < 5; count++) add(first);
  outbox.giveUp(first, [1, 2], 7);
  outbox.markDelivered(first, [3], 8);
  outbox.giveUp(first, [3], 9);
  expect(waiting(first)).toEqual([4, 5]);
  expect(outbox.state(first)).toMatchObject({ dropped: 2, droppedAt: 7 });
  expect(outbox.latest(first, 20)).toMatchObject([
    ...[5, 4].map((number) => ({ number, deliveredAt: null, givenUpAt: null })),
    { number: 3, deliveredAt: 8, givenUpAt: null },
    ...[2, 1].map((number) => ({ number, deliveredAt: null, givenUpAt: 7 })),
  ]);
  outbox.giveUp(first, [4, 5], 10);
  expect(messages()).toEqual([3, 4, 5]);
});

test('why nothing leaves is kept until it does', () => {
  const { outbox } = opened();
  const failure = {
    code: 'DISK_FULL',
    message: 'The disk is full.',
    trouble: { kind: 'diskFull', values: { path: '/srv/results' } },
    since: 3,
    triedAt: 4,
  } as const;
  outbox.setFailure(first, failure);
  expect(outbox.state(first)).toEqual({ failure, dropped: 0, droppedAt: null });
  expect(outbox.state(second).failure).toBeNull();
  outbox.setFailure(first, null);
  expect(outbox.state(first).failure).toBeNull();
});
