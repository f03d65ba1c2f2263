import { describe, expect, it } from 'vitest';
import file from '../../../../resources/figures.json' with { type: 'json' };
import { figuresSchema, presetFigures } from '../../../../src/main/learning/preset-figures.ts';
import { presetSchema } from '../../../../src/shared/domain/families.ts';

describe('the figures that ship', () => {
  it('are those that presets show: the mean AU-PRO, and a time as long as the trainings took', () => {
    const { accuracy } = figuresSchema.parse(file);
    expect(presetSchema.options.filter((preset) => accuracy[preset] === undefined)).toEqual([
      'paper',
      'fine',
    ]);
    expect(presetFigures('paper', { time: 'any images', readsPerImage: 3 })).toEqual({
      accuracy: null,
      duration: null,
      frameMs: null,
      seenFrom: null,
      atImages: [],
    });
    for (const preset of presetSchema.exclude(['paper', 'fine']).options) {
      const time = ['quick', 'compact', 'multi-scale'].includes(preset) ? 'any images' : 'each image';
      const shown = presetFigures(preset, { time, readsPerImage: 3 });
      expect(shown.accuracy).toBe(accuracy[preset]?.mean.auPro);
      expect(shown.frameMs, preset).toBeGreaterThan(1);
      expect(shown.duration?.readsPerImage).toBe(3);
      const { seconds, secondsPerImage } = shown.duration ?? { seconds: 0, secondsPerImage: 0 };
      const trainings = accuracy[preset]?.sets ?? [];
      expect(trainings.length, preset).toBeGreaterThan(2);
      for (const { set, trainingImages, trainingSeconds } of trainings) {
        if (trainingSeconds === null) continue;
        const apart = seconds + secondsPerImage * trainingImages - trainingSeconds;
        expect(Math.abs(apart), `${preset}, ${set}`).toBeLessThan(Math.max(12, trainingSeconds / 4));
      }
    }
  });

  it('are refused with a mean that is not that of the sets, or presets measured on other sets', () => {
    const { instant, thorough } = figuresSchema.parse(file).accuracy;
    if (instant === undefined || thorough === undefined) throw new Error('Both are measured');
    const withInstant = (changed: typeof instant) =>
      figuresSchema.safeParse({ format: 1, accuracy: { instant: changed, thorough } });
    expect(withInstant(instant).success).toBe(true);
    expect(withInstant({ ...instant, mean: { ...instant.mean, auPro: 0.9 } }).error?.message).toContain(
      'mean',
    );
    const [first] = instant.sets;
    if (first === undefined) throw new Error('There is a set');
    const merit = { imageAuroc: first.imageAuroc, pixelAuroc: first.pixelAuroc, auPro: first.auPro };
    expect(withInstant({ ...instant, sets: [first], mean: merit }).error?.message).toContain('same sets');
  });
});
