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
  similar: {
    title: '相似缺陷',
    to: '与记录 {id} 相似',
    back: '返回记录 {id}',
    find: '查找相似',
    stop: '停止',
    describing: '正在查看记录',
    comparing: '正在比较…',
    progress: '教师网络正在查看第 {done} / {total} 条记录',
    stopped: '已停止。教师网络已查看的内容会保留。',
    none: '此产品没有其他记录可供比较。',
    compared: '已与最新的 {count} 条记录比较。',
    unreadable: '{count} 张图像缺失或已损坏。',
    more: '也与更早的记录比较',
    entry: '记录 {id}，相似度',
  },
};
