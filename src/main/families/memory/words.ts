import type { Language } from '../../../shared/domain/languages.ts';
import type { MemoryCard } from './card.ts';

type View = NonNullable<MemoryCard['views']>[number];

/** Formats a weight, which may be a third. */
function shown(weight: number, language: Language): string {
  return weight.toLocaleString(language, { maximumFractionDigits: 2 });
}

/** Words of reports for a memory; English is the schema of the other languages. */
const en = {
  memory: 'Memory',
  members: (count: number) => `${count} descriptors`,
  view: (name: string) => `View ${name}`,
  viewValue: ({ sees, inputSize: [height, width], members, weight, mapWeight }: View) =>
    `${sees} at ${height} × ${width} pixels, ${members} descriptors, weight ${shown(weight, 'en')}${mapWeight === 0 ? ', in the score alone' : ''}`,
  turnedCopies: 'Turned copies of images',
  seed: 'Seed',
};

export const memoryWords: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    memory: 'Gedächtnis',
    members: (count) => `${count} Deskriptoren`,
    view: (name) => `Ansicht ${name}`,
    viewValue: ({ sees, inputSize: [height, width], members, weight, mapWeight }) =>
      `${{ places: 'Stellen', surroundings: 'Umgebung' }[sees]} bei ${height} × ${width} Pixeln, ${members} Deskriptoren, Gewicht ${shown(weight, 'de')}${mapWeight === 0 ? ', nur im Score' : ''}`,
    turnedCopies: 'Gedrehte Kopien von Bildern',
    seed: 'Startwert',
  },
  'zh-CN': {
    memory: '记忆',
    members: (count) => `${count} 个描述子`,
    view: (name) => `视图 ${name}`,
    viewValue: ({ sees, inputSize: [height, width], members, weight, mapWeight }) =>
      `${{ places: '局部', surroundings: '周围环境' }[sees]}，${height} × ${width} 像素，${members} 个描述子，权重 ${shown(weight, 'zh-CN')}${mapWeight === 0 ? '，仅用于得分' : ''}`,
    turnedCopies: '图像的旋转副本',
    seed: '随机种子',
  },
};
