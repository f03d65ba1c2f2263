import { expect, test } from 'vitest';
import { instant } from '../../../../src/shared/contract/base.ts';

test('an instant is one that a date can be made of', () => {
  for (const at of [0, Date.UTC(2026, 10, 23), 8.64e15]) {
    expect(new Date(instant.parse(at)).toISOString()).toContain('T');
  }
  for (const at of [-1, 0.5, 8.64e15 + 1, Infinity, NaN]) {
    expect(instant.safeParse(at).success, String(at)).toBe(false);
  }
});
