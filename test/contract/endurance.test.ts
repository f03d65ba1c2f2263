import { describe, expect, test } from 'vitest';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { brokerMissing } from '../support/broker-process.ts';
import { endureLine } from '../support/endurance/endure-line.ts';

describe.skipIf(brokerMissing)(`a line${brokerMissing && `: ${brokerMissing}`}`, () => {
  test('loses no part and counts none twice while process, camera, output, broker and PLC fail', async () => {
    const result = await endureLine({ triggers: 120, faultEvery: 10, seed: 3 });
    const { told } = result;
    expect(arrivedIn(told)).toBe(120);
    expect(result.counted).toEqual({ counters: told, log: told, files: told, broker: told, registers: told });
    expect(result.inOrder).toBe(true);
    expect(Object.values(result.faults)).not.toContain(0);
    expect(told['not-inspected']).toBeGreaterThan(0);
    expect(told['not-inspected']).toBeLessThan(120);
    expect(result.readByPlc).toBeGreaterThan(0);
    expect(result.bugs).toEqual([]);
  });
});
