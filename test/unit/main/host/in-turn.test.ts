import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from '../../../../src/main/host/in-turn.ts';

test('acts run one after the other, and each caller gets the result of its own', async () => {
  const inTurn = createTurns();
  const running = new Set<string>();
  const act = (name: string) => async (): Promise<string[]> => {
    running.add(name);
    await turn();
    const together = [...running];
    running.delete(name);
    return together;
  };
  expect(await Promise.all(['one', 'two', 'three'].map((name) => inTurn(act(name))))).toEqual([
    ['one'],
    ['two'],
    ['three'],
  ]);
});

test('an act that fails tells its caller and does not stop the next', async () => {
  const inTurn = createTurns();
  const failed = inTurn(() => Promise.reject(new Error('The disk is full')));
  const next = inTurn(() => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('The disk is full');
  expect(await next).toBe('done');
});
