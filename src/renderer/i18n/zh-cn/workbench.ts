import type { Messages } from '../en.ts';

export const charts: Messages['charts'] = {
  save: '按当前显示保存图表',
  saveAs: '保存为 {kind}：{name}',
  whole: '显示全部',
};

export const workbench: Messages['workbench'] = {
  figures: '评估指标',
  charts: {
    scores: '得分与界限',
    at: '{name} {value}',
  },
  histogram: {
    title: '得分，以及每个界限会放过什么',
    at: '得分 {score}：此柱中有 {good} 张良品图像和 {defective} 张缺陷图像；若以此为界限，{escapes} 的缺陷低于它，{falseRejects} 的良品达到或超过它。',
  },
  precision: {
    title: '精确率与召回率',
    recall: '召回率：检出的缺陷',
    precision: '精确率',
    label: '精确率随召回率的变化：判为缺陷者中真正缺陷的比例，随检出缺陷的比例变化',
  },
  kinds: {
    title: '按缺陷类型的得分',
    label: '每张测试图像的得分，按缺陷类型排列，并标出两个界限',
  },
  production: {
    title: '产线上的得分',
    line: '产线',
    none: '尚未用此模型检测过零件。',
    label: '产线零件的得分与良品、缺陷测试图像的得分对比，各按比例',
    count: '产线检测 {count} 次。',
    sampled: '实际更多：这些按时间均匀选取。',
  },
  places: {
    title: '缺陷所在位置',
    of: '计入的图像',
    defective: '缺陷图像',
    good: '良品图像',
    count: '{count} 张图像',
    most: '最多有 {count} 张图像在同一位置达到像素阈值。',
    none: '没有位置达到像素阈值。',
    unknown: '此次评估没有统计位置。请重新评估。',
    label: '零件每个位置有多少张图像达到像素阈值',
  },
  gallery: {
    title: '测试图像',
    show: '要显示的图像',
    quick: {
      escapes: '漏检 {count}',
      falseRejects: '误判 {count}',
      reviews: '待复核 {count}',
      all: '全部 {count}',
    },
    any: '不限',
    heat: '显示热图',
    below: '得分低于 {to}',
    from: '得分从 {from} 起',
    scores: '得分 {from} 至 {to}',
    allScores: '{range}：显示所有得分',
    count: '{count} 张图像',
    none: '没有这样的图像。',
    showThese: '显示这些图像',
  },
  correct: {
    legend: '实际内容',
    apply: '更正标记',
    gone: '此图像已不再是测试图像。',
    folder: '文件夹中的标记即其子文件夹的名称。',
    changed: '自此次评估以来更正了 {count} 个标记。判定已重新统计；评估指标需要重新评估。',
    again: '重新评估',
  },
};
