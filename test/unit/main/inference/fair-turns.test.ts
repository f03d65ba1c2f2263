import { expect, test } from 'vitest';
import { createFairTurns } from '../../../../src/main/inference/fair-turns.ts';

test('who asks often waits for its next turn behind all others', async () => {
  const turns = createFairTurns(1);
  const order: string[] = [];
  const ask = (who: string, name: string): Promise<void> =>
    turns.take(who, () => {
      order.push(name);
      return Promise.resolve();
    });
  await Promise.all([
    ask('a', 'a1'),
    ask('a', 'a2'),
    ask('a', 'a3'),
    ask('b', 'b1'),
    ask('c', 'c1'),
    ask('b', 'b2'),
  ]);
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('so many run at once, and what fails fails for who asked alone', async () => {
  const turns = createFairTurns(2);
  let running = 0;
  let most = 0;
  const run = async (): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return most;
  };
  const failing = turns.take('a', () => Promise.reject(new Error('lost')));
  const all = Promise.all(['a', 'b', 'c', 'd'].map((who) => turns.take(who, run)));
  await expect(failing).rejects.toThrow('lost');
  expect(await all).toHaveLength(4);
  expect(most).toBe(2);
  expect(turns.state('a')?.waitMs).toBeGreaterThanOrEqual(0);
  expect(turns.state('e')).toBeNull();
});
