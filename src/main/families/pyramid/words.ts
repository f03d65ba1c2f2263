import type { Language } from '../../../shared/domain/languages.ts';

/** Words of reports for a pyramid; English is the schema of the other languages. */
const en = {
  layers: 'Layers imitated',
  students: 'Students',
  studentsValue: (count: number, width: number) => `${count}, ${width} channels wide`,
  bottleneck: 'Bottleneck',
  bottleneckValue: (values: number) => `${values} values a place`,
  memory: 'Memory',
  noMemory: 'none',
  members: (count: number) => `${count} descriptors`,
  seed: 'Seed',
};

export const pyramidWords: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    layers: 'Nachgeahmte Schichten',
    students: 'Schüler',
    studentsValue: (count, width) => `${count}, ${width} Kanäle breit`,
    bottleneck: 'Engpass',
    bottleneckValue: (values) => `${values} Werte pro Stelle`,
    memory: 'Gedächtnis',
    noMemory: 'keines',
    members: (count) => `${count} Deskriptoren`,
    seed: 'Startwert',
  },
  'zh-CN': {
    layers: '模仿的层',
    students: '学生网络',
    studentsValue: (count, width) => `${count} 个，宽 ${width} 通道`,
    bottleneck: '瓶颈',
    bottleneckValue: (values) => `每个位置 ${values} 个值`,
    memory: '记忆',
    noMemory: '无',
    members: (count) => `${count} 个描述子`,
    seed: '随机种子',
  },
};
