import { expect, test } from 'vitest';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { endureLine } from '../support/line-endurance.ts';

test('of parts that are asked for while process, output and camera fail, none is lost or counted twice', async () => {
  const result = await endureLine({ triggers: 120, faultEvery: 15, seed: 3 });
  expect(arrivedIn(result.told)).toBe(120);
  expect(result.counters).toEqual(result.told);
  expect(result.logged).toEqual(result.told);
  expect(result.delivered).toEqual(result.told);
  expect(result.inOrder).toBe(true);
  expect(Object.values(result.faults)).not.toContain(0);
  expect(result.told['not-inspected']).toBeGreaterThan(0);
  expect(result.told['not-inspected']).toBeLessThan(120);
  expect(result.bugs).toEqual([]);
});
