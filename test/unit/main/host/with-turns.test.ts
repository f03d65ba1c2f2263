import { expect, test } from 'vitest';
import { stepsOf, withTurns } from '../../../../src/main/host/with-turns.ts';

test('a walk in steps visits every item in order, and other work has its turn after each step', async () => {
  const seen: (number[] | 'other work')[] = [];
  for await (const step of withTurns(stepsOf([1, 2, 3, 4, 5], 2))) {
    seen.push(step);
    setImmediate(() => seen.push('other work'));
  }
  expect(seen).toEqual([[1, 2], 'other work', [3, 4], 'other work', [5], 'other work']);
});

test('a walk ends after the step in which its signal aborts', async () => {
  const ending = new AbortController();
  const seen: number[] = [];
  const walk = async (): Promise<void> => {
    for await (const item of withTurns([1, 2, 3], ending.signal)) {
      seen.push(item);
      if (item === 2) setImmediate(() => ending.abort(new Error('The station ends')));
    }
  };
  await expect(walk()).rejects.toThrow('The station ends');
  expect(seen).toEqual([1, 2]);
});

test('a walk that is left early closes what it walks over', async () => {
  let isClosed = false;
  function* pages(): Generator<number> {
    try {
      yield 1;
      yield 2;
    } finally {
      isClosed = true;
    }
  }
  for await (const page of withTurns(pages())) if (page === 1) break;
  expect(isClosed).toBe(true);
});
