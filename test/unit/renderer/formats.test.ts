import { describe, expect, it } from 'vitest';
import {
  formatArea,
  formatBytes,
  formatDuration,
  formatMetric,
  formatMilliseconds,
  formatScore,
  formatShare,
} from '../../../src/renderer/formats.ts';

describe('formats', () => {
  it('give scores two decimals and metrics three, in the language’s own way', () => {
    expect(formatScore(1234.5, 'en')).toBe('1,234.50');
    expect(formatScore(0.834, 'de')).toBe('0,83');
    expect(formatMetric(0.98765, 'en')).toBe('0.988');
    expect(formatMetric(null, 'en')).toBe('–');
  });

  it('give shares as percent with one decimal', () => {
    expect(formatShare(0.1234, 'en')).toBe('12.3%');
    expect(formatShare(null, 'en')).toBe('–');
  });

  it('give areas as percent with two decimals, and what is less but there as such', () => {
    expect(formatArea(0.004, 'en')).toBe('0.40%');
    expect(formatArea(0, 'en')).toBe('0.00%');
    expect(formatArea(1 / 65_536, 'en')).toBe('< 0.01%');
    expect(formatArea(1, 'en')).toBe('100.00%');
  });

  it('give times of a run in milliseconds', () => {
    expect(formatMilliseconds(3.14, 'en')).toBe('3.1 ms');
    expect(formatMilliseconds(64.2, 'en')).toBe('64 ms');
  });

  it('give bytes in decimal units and never 1000 of one', () => {
    expect(formatBytes(0, 'en')).toBe('0 B');
    expect(formatBytes(999, 'en')).toBe('999 B');
    expect(formatBytes(999_600, 'en')).toBe('1.0 MB');
    expect(formatBytes(181e9, 'en')).toBe('181 GB');
  });

  it('give spans of time by their two largest parts', () => {
    expect(formatDuration(0.4, 'en')).toBe('0 s');
    expect(formatDuration(59.6, 'en')).toBe('1 min 00 s');
    expect(formatDuration(185, 'en')).toBe('3 min 05 s');
    expect(formatDuration(7_799, 'en')).toBe('2 h 10 min');
    expect(formatDuration(185, 'zh-CN')).toBe('3 分 05 秒');
  });
});
