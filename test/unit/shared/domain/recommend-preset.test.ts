import { describe, expect, it } from 'vitest';
import { recommendPreset, type PresetFigures } from '../../../../src/shared/domain/recommend-preset.ts';

type Name = 'students' | 'fast' | 'memory' | 'unmeasured';
const figures = (change: Partial<PresetFigures<Name>> & { preset: Name }): PresetFigures<Name> => ({
  available: true,
  recommendedImages: 20,
  accuracy: 0.7,
  frameMs: 20,
  seenFrom: null,
  ...change,
});
const presets = [
  figures({ preset: 'students', accuracy: 0.82, frameMs: 40 }),
  figures({ preset: 'fast', accuracy: 0.78, frameMs: 12 }),
  figures({ preset: 'memory', accuracy: 0.8, frameMs: 15, recommendedImages: 5 }),
  figures({ preset: 'unmeasured', accuracy: null, frameMs: 1 }),
];

const line = { images: 100, rate: 10, smallestDefect: null };

describe('the recommended preset', () => {
  it('is the most accurate one that keeps the rate', () => {
    expect(recommendPreset(presets, line)).toEqual({
      preset: 'students',
      reason: 'accurate',
    });
    expect(recommendPreset(presets, { ...line, rate: 30 })?.preset).toBe('memory');
    expect(recommendPreset(presets, { ...line, rate: 55 })?.preset).toBe('fast');
  });

  it('is one that needs few images where there are few', () => {
    expect(recommendPreset(presets, { ...line, images: 8 })).toEqual({
      preset: 'memory',
      reason: 'few-images',
    });
    expect(recommendPreset(presets, { ...line, images: 0 })?.preset).toBe('memory');
  });

  it('is the fastest one where none keeps the rate, and says so', () => {
    expect(recommendPreset(presets, { ...line, rate: 500 })).toEqual({
      preset: 'fast',
      reason: 'fastest',
    });
  });

  it('is none that cannot run, nor one whose time or accuracy nobody knows', () => {
    const limited = presets.map((one) => ({
      ...one,
      available: one.preset !== 'students',
      frameMs: one.preset === 'memory' ? null : one.frameMs,
    }));
    expect(recommendPreset(limited, line)?.preset).toBe('fast');
    const untimed = presets.map((one) => ({ ...one, frameMs: null }));
    expect(recommendPreset(untimed, line)).toBeNull();
  });

  it('sees the smallest defect that matters, where one does', () => {
    const sized = [
      figures({ preset: 'students', accuracy: 0.9, frameMs: 10, seenFrom: 0.04 }),
      figures({ preset: 'fast', accuracy: null, frameMs: 30, seenFrom: 0.02 }),
      figures({ preset: 'memory', accuracy: 0.8, frameMs: 60, seenFrom: 0.01 }),
      figures({ preset: 'unmeasured', accuracy: 0.95, frameMs: 1 }),
    ];
    const recommended = (smallestDefect: number, rate = 10) =>
      recommendPreset(sized, { ...line, rate, smallestDefect });
    expect(recommended(0.05)).toEqual({ preset: 'students', reason: 'sees' });
    expect(recommended(0.03, 20)).toEqual({ preset: 'fast', reason: 'sees' });
    expect(recommended(0.015, 20)).toEqual({ preset: 'memory', reason: 'sees-slowly' });
    // No preset sees the defect, so the finest one that keeps the rate is recommended, with that reason.
    expect(recommended(0.005)).toEqual({ preset: 'memory', reason: 'unseen' });
    expect(recommended(0.005, 20)).toEqual({ preset: 'fast', reason: 'unseen' });
  });
});
