import type { Language } from '../../../shared/domain/languages.ts';

/** Words of reports for patch networks; English is the schema of the other languages. */
const en = {
  receptiveFields: 'Receptive fields',
  students: 'Students',
  studentsValue: (count: number) => `${count} for each receptive field`,
  precision: 'Precision',
  seed: 'Seed',
};

export const patchWords: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    receptiveFields: 'Rezeptive Felder',
    students: 'Schüler',
    studentsValue: (count) => `${count} je rezeptivem Feld`,
    precision: 'Genauigkeit',
    seed: 'Startwert',
  },
  'zh-CN': {
    receptiveFields: '感受野',
    students: '学生网络',
    studentsValue: (count) => `每种感受野 ${count} 个`,
    precision: '精度',
    seed: '随机种子',
  },
};
