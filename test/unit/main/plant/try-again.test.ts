import { expect, test } from 'vitest';
import { tryAgain } from '../../../../src/main/plant/try-again.ts';

test('work is done again until it succeeds, and its failures are told until then', async () => {
  const states: unknown[] = [];
  let tries = 0;
  await tryAgain(() => (++tries < 3 ? Promise.reject(new Error(`try ${tries}`)) : Promise.resolve()), {
    signal: new AbortController().signal,
    onState: (failure) => void states.push(failure),
  });
  expect(states).toEqual([new Error('try 1'), new Error('try 2'), null]);
});

test('nothing is tried any more once nobody wants it', async () => {
  const [states, stop]: [unknown[], AbortController] = [[], new AbortController()];
  let tries = 0;
  const trying = tryAgain(
    () => {
      tries += 1;
      return Promise.reject(new Error('not now'));
    },
    {
      signal: stop.signal,
      onState(failure) {
        states.push(failure);
        stop.abort();
      },
    },
  );
  await trying;
  expect(tries).toBe(1);
  expect(states).toEqual([new Error('not now'), null]);
});
