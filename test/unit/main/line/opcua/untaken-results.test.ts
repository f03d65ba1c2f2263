import { expect, test } from 'vitest';
import { createUntakenResults } from '../../../../../src/main/line/opcua/untaken-results.ts';
import { oneOutput } from '../../../../support/one-output.ts';
import { partResult } from '../../../../support/part-result.ts';

const patienceMs = 1000;

function opened(before = 0) {
  const { surroundings, add, waiting } = oneOutput(before);
  const { outbox } = surroundings;
  const given: number[] = [];
  const watched = {
    ...outbox,
    givenUp(messages: Parameters<typeof outbox.givenUp>[0]) {
      given.push(...messages.map(({ number }) => number));
      outbox.givenUp(messages);
    },
  };
  const results = createUntakenResults(watched, outbox.delivered, patienceMs);
  /** Logs a part and tells it. */
  const told = (handle: number): void => {
    add(handle);
    const part = partResult({ frameNumber: handle });
    results.told({ lane: 1, part, request: null, partNumber: null, handle });
  };
  return { results, told, waiting, given };
}

test('a result that was taken is delivered; one that nobody took in time is given up', () => {
  const { results, told, waiting, given } = opened();
  for (const handle of [1, 2, 3]) told(handle);
  results.taken(2);
  results.settle(true, 0);
  expect(waiting()).toBe(2);
  results.taken(1);
  results.settle(false, patienceMs - 1);
  expect([waiting(), given]).toEqual([1, []]);
  results.settle(true, patienceMs);
  expect([waiting(), given]).toEqual([0, [3]]);
  // A client can still read the result, although the station gave it up.
  results.taken(3);
  results.settle(true, patienceMs);
  expect(given).toEqual([3]);
});

test('a server that begins anew gets what nobody has taken yet', () => {
  const { results, told } = opened();
  for (const handle of [1, 2, 3]) told(handle);
  results.taken(2);
  results.settle(true, 0);
  expect(results.untaken().map(({ handle }) => handle)).toEqual([1, 3]);
});

test('what waited while the output was closed is given up: no server has it', () => {
  const { waiting, given } = opened(2);
  expect([waiting(), given]).toEqual([0, [1, 2]]);
});
