import { expect, test, vi } from 'vitest';
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
  const ends: (() => void)[] = [];
  const run = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  const failing = turns.take('a', () => Promise.reject(new Error('lost')));
  const all = Promise.all(['a', 'b', 'c', 'd'].map((who) => turns.take(who, run)));
  await expect(failing).rejects.toThrow('lost');
  // The third request starts when one of the first two ends.
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  const { requests, oldestMs } = turns.waiting();
  expect(requests).toBe(2);
  expect(oldestMs).toBeGreaterThanOrEqual(0);
  ends[0]?.();
  await vi.waitFor(() => expect(ends).toHaveLength(3));
  ends[1]?.();
  await vi.waitFor(() => expect(ends).toHaveLength(4));
  for (const end of ends) end();
  expect(await all).toHaveLength(4);
  expect(turns.state('a')?.waitMs).toBeGreaterThanOrEqual(0);
  expect(turns.state('e')).toBeNull();
  expect(turns.waiting()).toEqual({ requests: 0, oldestMs: 0 });
});

test('after the end nobody gets a turn any more', async () => {
  const turns = createFairTurns(1);
  const first = Promise.withResolvers<string>();
  const begun = turns.take('a', () => first.promise);
  const waiting = turns.take('b', () => Promise.resolve('b'));
  turns.close(new Error('closing'));
  await expect(waiting).rejects.toThrow('closing');
  await expect(turns.take('c', () => Promise.resolve('c'))).rejects.toThrow('closing');
  first.resolve('a');
  expect(await begun).toBe('a');
});
