import type { explanation as schema } from '../en/explanation.ts';

export const explanation: typeof schema = {
  views: {
    label: '叠加在图像上的内容',
    map: '异常图',
    error: '误差 e',
    uncertainty: '不确定性 v',
    distance: '距离 d',
  },
  hints: {
    map: '用于判定的异常图：其余各项之和。',
    error: '学生网络与教师网络对某处的描述相差多少。',
    uncertainty: '学生网络之间对某处的分歧有多大。',
    distance: '某处与良品记忆中最相似之处相距多远。',
  },
  scale: '固定刻度，单位与异常图相同：从 T1 的一半起着色。',
  missing: {
    error: '此模型没有学生网络，因此没有误差：其异常图仅由与记忆的距离构成。',
    uncertainty:
      '不确定性不是此异常图的一部分：模型没有学生网络，或只有一个而无从产生分歧，或不计入不确定性。',
    distance: '此模型没有记忆：其异常图仅来自学生网络。',
  },
  picker: '读取图像中的数值：方向键移动位置，按住 Shift 每次移动八格，Esc 取消',
  pick: '指向或点按某处，或使用方向键，即可读取该处数值。',
  whole: '异常图 {value}',
  outside: '在检测区域之外',
  busy: '正在分解异常图…',
};
