import { expect, test } from 'vitest';
import { ref } from 'vue';
import { usePredictions } from '../../../../../src/renderer/engineer/training/use-predictions.ts';
import type { MachineSpeed, PresetDescription } from '../../../../../src/shared/contract/training.ts';
import type { Preset } from '../../../../../src/shared/domain/families.ts';
import type { PictureSize } from '../../../../../src/shared/domain/predicted-times.ts';

const described = (preset: Preset, more: Partial<PresetDescription>): PresetDescription => ({
  family: 'memory',
  preset,
  receptiveFields: [],
  width: null,
  precision: null,
  students: null,
  epochs: null,
  imagePasses: null,
  recommendedImages: 5,
  accuracy: 0.8,
  frameMs: 20,
  duration: { seconds: 5, secondsPerImage: 0.1, readsPerImage: 5 },
  views: [{ side: 256, cell: 8 }],
  seenFrom: null,
  atImages: [],
  available: true,
  unavailableReason: null,
  ...more,
});
const presets = ref([
  described('compact', { accuracy: 0.7, frameMs: 100, recommendedImages: 20 }),
  described('instant', { accuracy: 0.81, frameMs: 14, seenFrom: 0.04 }),
  described('thorough', { accuracy: 0.82, frameMs: 40, seenFrom: 0.02 }),
]);

function predicted(rate: number | null, images = 40, smallestDefect: number | null = null) {
  const speed = ref<MachineSpeed | null>(null);
  const picture = ref<PictureSize | null>(null);
  const asked = { images: () => images, rate: () => rate, smallestDefect: () => smallestDefect };
  return { speed, picture, ...usePredictions({ presets, speed, picture, ...asked }) };
}

test('a preset is recommended before the machine was measured: by the images and what is known of the presets', () => {
  const { recommendation, predictions } = predicted(5);
  expect(recommendation.value).toEqual({ preset: 'thorough', reason: 'accurate' });
  expect(predicted(30).recommendation.value?.preset).toBe('instant');
  expect(predicted(null).recommendation.value?.preset).toBe('thorough');
  expect(predicted(5, 6).recommendation.value).toEqual({ preset: 'thorough', reason: 'few-images' });
  // The window shows no times of another machine.
  expect(predictions.value.get('thorough')).toMatchObject({ frameMs: null, keepsRate: null });
});

test('times are those of this machine and of the product’s pictures, and so is what keeps the rate', () => {
  const { recommendation, predictions, speed, picture } = predicted(5);
  const milliseconds = { compact: 352, instant: 12, thorough: 60 };
  speed.value = {
    presets: [
      { preset: 'compact', milliseconds: milliseconds.compact },
      { preset: 'instant', milliseconds: milliseconds.instant },
      { preset: 'thorough', milliseconds: milliseconds.thorough },
    ],
    readMs: 22,
    showMs: 8,
  };
  expect(predictions.value.get('compact')).toMatchObject({ frameMs: 352, keepsRate: false });
  expect(predictions.value.get('thorough')).toMatchObject({ frameMs: 60, keepsRate: true });
  expect(recommendation.value?.preset).toBe('thorough');
  const small = predictions.value.get('instant')?.trainingSeconds ?? Number.NaN;

  picture.value = { width: 2048, height: 1713 };
  expect(predictions.value.get('thorough')?.frameMs).toBeCloseTo(60 + 103.3, 1);
  expect(predictions.value.get('thorough')?.keepsRate).toBe(false);
  expect(predictions.value.get('instant')?.keepsRate).toBe(true);
  expect(recommendation.value?.preset).toBe('instant');
  expect(predictions.value.get('instant')?.trainingSeconds).toBeGreaterThan(small + 10);
});

test('presets say what the smallest defect covers of their finest frame, and which of them see it', () => {
  const { predictions, recommendation } = predicted(5, 40, 0.03);
  expect(predictions.value.get('instant')).toMatchObject({ seesDefect: false, covered: { pixels: 7.68 } });
  expect(predictions.value.get('thorough')?.seesDefect).toBe(true);
  expect(predictions.value.get('compact')?.seesDefect).toBeNull();
  expect(recommendation.value).toEqual({ preset: 'thorough', reason: 'sees' });
});
