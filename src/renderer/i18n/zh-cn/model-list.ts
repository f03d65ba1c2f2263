import type { Messages } from '../en.ts';

export const modelList: Messages['modelList'] = {
  compare: '用于比较',
  compareTwo: '比较两个',
  actions: '操作',
  edit: '名称和备注…',
  pin: '置顶',
  unpin: '取消置顶',
  archive: '归档',
  restore: '取消归档',
  archived: '{name} 已归档',
  pinned: '已置顶',
  isArchived: '已归档',
  tick: '比较 {name}',
  more: '{name} 的更多操作',
  editTitle: '模型的名称和备注',
  name: '名称（留空：预设和时间）',
  note: '备注',
  save: '保存',
  withArchived: '显示 {count} 个已归档的',
  duplicate: '复制为模板…',
  duplicateText: '它具有 {name} 的区域、原因和设置；图像、模型及其代码留在原处。',
  columns: {
    name: '名称',
    createdAt: '创建时间',
    escapes: '漏检',
    falseRejects: '误判',
    imageAuroc: '图像 AUROC',
    auPro: 'AU-PRO',
    frameMs: '每张图像用时',
  },
};

export const bothModels: Messages['bothModels'] = {
  outcome: '各自按其阈值的判定',
  figure: '指标',
  reviews: '待复核',
  scores: '两个模型的得分',
  scoresLabel: '两个模型对良品和缺陷图像的得分，各按比例',
  good: '{model}：良品',
  defective: '{model}：缺陷',
};

export const goodParts: Messages['goodParts'] = {
  title: '良品图像的得分',
  label: '阈值所依据的良品图像的得分，并标出两个阈值',
  worst: '得分最差的良品图像',
  bar: '得分为 {from} 至 {to} 的良品图像',
  all: '最差的',
  leaveOut: '排除',
  leftOut: '已排除',
  retrain: '排除后重新训练',
  leftCount: '自此次训练以来已排除 {count} 张。',
  hint: '点击某个柱可显示其图像。不是良品的图像应从下次训练中排除：阈值可能取决于单张图像。',
};
