import type { Language } from '../../../shared/domain/languages.ts';
import type { MemoryCard } from './card.ts';

type View = NonNullable<MemoryCard['views']>[number];

/** What reports say of a memory; English is the schema of the other languages. */
const en = {
  memory: 'Memory',
  members: (count: number) => `${count} descriptors`,
  view: (name: string) => `View ${name}`,
  viewValue: ({ sees, inputSize: [height, width], members, weight }: View) =>
    `${sees} at ${height} × ${width} pixels, ${members} descriptors, weight ${weight}`,
  seed: 'Seed',
};

export const memoryWords: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    memory: 'Gedächtnis',
    members: (count) => `${count} Deskriptoren`,
    view: (name) => `Ansicht ${name}`,
    viewValue: ({ sees, inputSize: [height, width], members, weight }) =>
      `${{ places: 'Stellen', surroundings: 'Umgebung' }[sees]} bei ${height} × ${width} Pixeln, ${members} Deskriptoren, Gewicht ${weight.toLocaleString('de')}`,
    seed: 'Startwert',
  },
  'zh-CN': {
    memory: '记忆',
    members: (count) => `${count} 个描述子`,
    view: (name) => `视图 ${name}`,
    viewValue: ({ sees, inputSize: [height, width], members, weight }) =>
      `${{ places: '局部', surroundings: '周围环境' }[sees]}，${height} × ${width} 像素，${members} 个描述子，权重 ${weight}`,
    seed: '随机种子',
  },
};
