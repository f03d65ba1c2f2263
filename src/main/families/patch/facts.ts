import type { Language } from '../../../shared/domain/languages.ts';
import type { ModelFacts } from '../family.ts';
import type { PatchCard } from './card.ts';
import { patchWords } from './words.ts';

export function patchFacts({ settings, scales }: PatchCard, language: Language): ModelFacts {
  const words = patchWords[language];
  return {
    made: [
      [words.receptiveFields, scales.map(({ receptiveField }) => receptiveField).join(', ')],
      [words.students, words.studentsValue(settings.students)],
      [words.precision, settings.precision],
      [words.seed, [...new Set(scales.map(({ seed }) => seed))].join(', ')],
    ],
    stride: settings.stride,
    teachers: scales.map(({ teacher }) => teacher),
    validation: 'held-back',
  };
}
