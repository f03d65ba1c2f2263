import type { Language } from '../../../shared/domain/languages.ts';
import type { ModelFacts } from '../family.ts';
import type { PyramidCard } from './card.ts';
import { pyramidWords } from './words.ts';

export function pyramidFacts({ settings, levels }: PyramidCard, language: Language): ModelFacts {
  const words = pyramidWords[language];
  const { students, width, bottleneck, members, seed } = settings;
  return {
    made: [
      [words.layers, levels.map(({ layer }) => layer).join(', ')],
      [words.students, words.studentsValue(students, width)],
      ...(bottleneck === null ? [] : [[words.bottleneck, words.bottleneckValue(bottleneck)] as const]),
      [words.memory, members === null ? words.noMemory : words.members(members)],
      [words.seed, String(seed)],
    ],
    stride: settings.stride,
    teachers: [settings.teacher],
    validation: 'held-back',
  };
}
