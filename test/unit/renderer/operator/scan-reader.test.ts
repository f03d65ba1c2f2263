import { expect, test } from 'vitest';
import { createScanReader } from '../../../../src/renderer/operator/scan-reader.ts';

const keys = (text: string, ...last: string[]): string[] => Array.from(text).concat(last);

/** Types keys, so many milliseconds apart. @returns what was read with the last one */
function type(
  reader: ReturnType<typeof createScanReader>,
  keys: readonly string[],
  gap: number,
  from = 0,
): string | null {
  let read: string | null = null;
  for (const [index, key] of keys.entries()) read = reader.press(key, from + index * gap);
  return read;
}

test('a scanner is known by its speed; the code has no blanks around it', () => {
  expect(type(createScanReader(), keys('GB-7 1', 'Enter'), 12)).toBe('GB-7 1');
  expect(type(createScanReader(), keys(' GB7 ', 'Enter'), 50)).toBe('GB7');
  expect(type(createScanReader(), ['Shift', 'G', 'Shift', 'B', '7', 'Enter'], 5)).toBe('GB7');
});

test('a hand on the same keyboard is none, whatever it types', () => {
  expect(type(createScanReader(), keys('GB-71', 'Enter'), 80)).toBeNull();
  expect(type(createScanReader(), keys('gb', 'Enter'), 20)).toBeNull();
  expect(type(createScanReader(), ['Enter'], 0)).toBeNull();
});

test('what a hand typed before is no part of the code, and Enter that comes late ends nothing', () => {
  const reader = createScanReader();
  type(reader, keys('hg'), 200);
  expect(type(reader, keys('ABC', 'Enter'), 10, 1_000)).toBe('ABC');
  type(reader, keys('DEF'), 10, 5_000);
  expect(reader.press('Enter', 6_000)).toBeNull();
  expect(type(reader, keys('GHI', 'Enter'), 10, 6_030)).toBe('GHI');
});
