import { describe, expect, it } from 'vitest';
import { recommendPreset, type PresetFigures } from '../../../../src/shared/domain/recommend-preset.ts';

type Name = 'students' | 'fast' | 'memory' | 'unmeasured';
const figures = (change: Partial<PresetFigures<Name>> & { preset: Name }): PresetFigures<Name> => ({
  available: true,
  recommendedImages: 20,
  accuracy: 0.7,
  frameMs: 20,
  ...change,
});
const presets = [
  figures({ preset: 'students', accuracy: 0.82, frameMs: 40 }),
  figures({ preset: 'fast', accuracy: 0.78, frameMs: 12 }),
  figures({ preset: 'memory', accuracy: 0.8, frameMs: 15, recommendedImages: 5 }),
  figures({ preset: 'unmeasured', accuracy: null, frameMs: 1 }),
];

describe('the recommended preset', () => {
  it('is the most accurate one that keeps the rate', () => {
    expect(recommendPreset(presets, { images: 100, rate: 10 })).toEqual({
      preset: 'students',
      reason: 'accurate',
    });
    expect(recommendPreset(presets, { images: 100, rate: 30 })?.preset).toBe('memory');
    expect(recommendPreset(presets, { images: 100, rate: 55 })?.preset).toBe('fast');
  });

  it('is one that needs few images where there are few', () => {
    expect(recommendPreset(presets, { images: 8, rate: 10 })).toEqual({
      preset: 'memory',
      reason: 'few-images',
    });
    expect(recommendPreset(presets, { images: 0, rate: 10 })?.preset).toBe('memory');
  });

  it('is the fastest one where none keeps the rate, and says so', () => {
    expect(recommendPreset(presets, { images: 100, rate: 500 })).toEqual({
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
    expect(recommendPreset(limited, { images: 100, rate: 10 })?.preset).toBe('fast');
    const untimed = presets.map((one) => ({ ...one, frameMs: null }));
    expect(recommendPreset(untimed, { images: 100, rate: 10 })).toBeNull();
  });
});
