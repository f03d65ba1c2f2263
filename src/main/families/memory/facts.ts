import type { Language } from '../../../shared/domain/languages.ts';
import type { ModelFacts } from '../family.ts';
import type { MemoryCard } from './card.ts';
import { memoryWords } from './words.ts';

export function memoryFacts({ settings, views = [] }: MemoryCard, language: Language): ModelFacts {
  const words = memoryWords[language];
  return {
    made: [
      [words.memory, words.members(settings.members)],
      ...views.map((view) => [words.view(view.name), words.viewValue(view)] as const),
      ...(settings.turnedCopies ? [[words.turnedCopies, String(settings.turnedCopies)] as const] : []),
      [words.seed, String(settings.seed)],
    ],
    stride: settings.stride,
    teachers: [settings.teacher],
    validation: 'among-training-images',
  };
}
