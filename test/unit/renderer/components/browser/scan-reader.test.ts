import { describe, expect, test } from 'vitest';
import {
  createScanReader,
  type ScanReader,
} from '../../../../../src/renderer/components/browser/scan-reader.ts';

const keys = (text: string, ...last: string[]): string[] => Array.from(text).concat(last);

interface Typed {
  /** Result of the last key. */
  readonly read: ReturnType<ScanReader['press']>;
  /** Characters that may have been typed by hand, as far as can be told when they arrive. */
  readonly alone: string[];
}

/** Types keys at a fixed interval, milliseconds. `gaps` sets the time before single keys. */
function type(
  reader: ScanReader,
  typed: readonly string[],
  gap: number,
  { from = 0, gaps = {} }: { from?: number; gaps?: Readonly<Record<number, number>> } = {},
): Typed {
  let at = from;
  let read: Typed['read'] = null;
  const alone: string[] = [];
  for (const [index, key] of typed.entries()) {
    if (index > 0) at += gaps[index] ?? gap;
    read = reader.press(key, at);
    if (key.length === 1 && reader.isAlone) alone.push(key);
  }
  return { read, alone };
}

describe('a scan', () => {
  test.each([5, 12, 55, 100, 150])('is known by its speed, at %s ms a key', (gap) => {
    expect(type(createScanReader(), keys('GB-7 1', 'Enter'), gap).read).toEqual({ code: 'GB-7 1' });
    expect(type(createScanReader(), keys('GB-7 1', 'Tab'), gap).read).toEqual({ code: 'GB-7 1' });
  });

  test('has no blanks around its code, and keys such as Shift between its characters', () => {
    expect(type(createScanReader(), keys(' GB7 ', 'Enter'), 50).read).toEqual({ code: 'GB7' });
    const shifted = ['Shift', 'G', 'Shift', 'B', '7', 'Enter'];
    expect(type(createScanReader(), shifted, 5).read).toEqual({ code: 'GB7' });
  });

  test('with one gap of 80 ms is whole', () => {
    const typed = type(createScanReader(), keys('P-2001', 'Enter'), 10, { gaps: { 3: 80 } });
    expect(typed.read).toEqual({ code: 'P-2001' });
  });

  test('none of its letters but the first can be taken for a hand, and that one only until the second comes', () => {
    expect(type(createScanReader(), keys('gbhf ', 'Enter'), 150).alone).toEqual(['g']);
  });
});

describe('a broken scan', () => {
  test.each([1, 2, 3, 4, 5, 6])('with a gap of 200 ms before key %s is dropped with its rest', (broken) => {
    const reader = createScanReader();
    const typed = type(reader, keys('P-2001', 'Enter'), 10, { gaps: { [broken]: 200 } });
    expect(typed.read).toBe('broken');
    expect(typed.alone).toEqual(['P']);
    expect(type(reader, keys('P-3001', 'Enter'), 10, { from: 3_000 }).read).toEqual({ code: 'P-3001' });
  });

  test('that stalls for most of a second is dropped with its rest', () => {
    const typed = type(createScanReader(), keys('ghbf71', 'Enter'), 10, { gaps: { 3: 900 } });
    expect(typed).toEqual({ read: 'broken', alone: ['g'] });
  });

  test('that never ends does nothing, and the next one is whole', () => {
    const reader = createScanReader();
    expect(type(reader, keys('gbf'), 10)).toEqual({ read: null, alone: ['g'] });
    expect(type(reader, keys('GHI', 'Enter'), 10, { from: 1_100 }).read).toEqual({ code: 'GHI' });
  });

  test('a character that cannot be told breaks it', () => {
    const typed = ['P', 'Dead', '2', '0', 'Enter'];
    expect(type(createScanReader(), typed, 10).read).toBe('broken');
  });
});

describe('a hand on the same keyboard', () => {
  test('is none, whatever it types', () => {
    expect(type(createScanReader(), keys('GB-71', 'Enter'), 300).read).toBeNull();
    expect(type(createScanReader(), keys('gb', 'Enter'), 20).read).toBeNull();
    expect(type(createScanReader(), ['Enter'], 0).read).toBeNull();
    expect(type(createScanReader(), ['Tab'], 0).read).toBeNull();
  });

  test('has its keys one by one', () => {
    expect(type(createScanReader(), keys('gbh f'), 260).alone).toEqual(keys('gbh f'));
  });

  test('leaves nothing in the code that is scanned afterwards', () => {
    const reader = createScanReader();
    type(reader, keys('hg'), 300);
    expect(type(reader, keys('ABC', 'Enter'), 10, { from: 1_000 }).read).toEqual({ code: 'ABC' });
  });
});
