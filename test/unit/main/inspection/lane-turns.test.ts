import { expect, test } from 'vitest';
import { createLaneTurns } from '../../../../src/main/inspection/lane-turns.ts';

test('acts that share a lane take turns, others do not wait; a failed act stops none', async () => {
  const turns = createLaneTurns();
  const done: string[] = [];
  const hanging = Promise.withResolvers<undefined>();
  const act = (name: string) => () => Promise.resolve(void done.push(name));
  const first = turns.run({ lanes: [1], productIds: ['disc'] }, async () => {
    await hanging.promise;
    done.push('first of 1');
    throw new Error('There is no camera');
  });
  const both = turns.run({ lanes: [1, 2] }, act('both'));
  const second = turns.run({ lanes: [2] }, act('second of 2'));
  await turns.run({ lanes: [3] }, act('3'));
  expect(done).toEqual(['3']);
  expect([turns.concerns('disc'), turns.concerns('lid')]).toEqual([true, false]);
  hanging.resolve(undefined);
  await expect(first).rejects.toThrow('There is no camera');
  await Promise.all([both, second]);
  expect(done).toEqual(['3', 'first of 1', 'both', 'second of 2']);
  expect(turns.concerns('disc')).toBe(false);
});
