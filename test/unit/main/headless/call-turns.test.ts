import { expect, test } from 'vitest';
import { createCallTurns } from '../../../../src/main/headless/call-turns.ts';

test('calls of two connections take turns, and the station has its own between any two', async () => {
  const newTurns = createCallTurns();
  const [flood, window] = [newTurns(), newTurns()];
  const seen: string[] = [];
  const line = (): void => {
    seen.push('line');
    next = setImmediate(line);
  };
  let next = setImmediate(line);
  for (let call = 0; call < 4; call++) flood.add(() => seen.push(`flood ${call}`));
  window.add(() => seen.push('window'));
  expect(flood.waiting()).toBe(3);
  while (flood.waiting() > 0) await new Promise((resolve) => setImmediate(resolve));
  clearImmediate(next);
  const calls = seen.filter((one) => one !== 'line');
  expect(calls).toEqual(['flood 0', 'flood 1', 'window', 'flood 2', 'flood 3']);
  expect(seen.slice(1).every((one, at) => one === 'line' || seen[at] === 'line')).toBe(true);
});

test('what waits of a connection that has ended is not begun', async () => {
  const turns = createCallTurns()();
  const begun: number[] = [];
  for (let call = 0; call < 3; call++) turns.add(() => begun.push(call));
  turns.leave();
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0]);
});
