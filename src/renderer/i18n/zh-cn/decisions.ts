import type { Messages } from '../en.ts';

export const decisions: Messages['decisions'] = {
  outcome: {
    headline: '{defective} 个缺陷漏检 {escapes} 个，{good} 个良品误判 {rejected} 个',
    sentence: '在此界限下，{defective} 个已知缺陷漏检 {escapes} 个，{good} 个良品误判 {rejected} 个。',
    noDefects: '这些图像中没有缺陷，漏检情况未知。在此界限下，{good} 个良品误判 {rejected} 个。',
    brief: '缺陷漏检 {escapes}/{defective}，良品误判 {rejected}/{good}',
    passing: '漏检 {escapes}/{defective}',
    reviews: '{of} 个零件中有 {count} 个需复核。',
    atLimits: 'T1 为 {review}，T2 为 {defect}。',
    interval: '95 % 区间 {low} 至 {high}',
    escapesInterval: '这类缺陷总体漏检 {low} 至 {high}（95 % 区间）。',
    validated:
      '交叉验证（图像未参与确定这些界限）：{defective} 个缺陷漏检 {escapes} 个，{good} 个良品误判 {rejected} 个，{all} 个中 {reviews} 个需复核。总体上缺陷漏检 {low} 至 {high}，良品误判 {lowRejected} 至 {highRejected}（95 % 区间）。',
    notValidated: '缺陷过少，无法说明这些界限对其他图像的判定。',
  },
  choices: {
    title: '检测所用界限',
    standing: '上次生效的',
    own: '模型自己的',
    noEscape: '无漏检',
    fewEscapes: '漏检不超过 5 %',
    f1: '最佳 F1',
    cost: '代价最小',
    dragged: '拖动所得',
    limits: 'T1 {review}，T2 {defect}',
  },
  why: {
    dragged: '在“评估”中手动拖动所得。',
    standing: '该模型上次启用时所用。',
    own: '仅由良品图像的得分得出，未考虑已知缺陷。',
    noEscape: '不漏检任何已知缺陷的最高 T1，误判因此最少。',
    fewEscapes: '最多漏检二十分之一已知缺陷的最高 T1。',
    f1: 'T2 位于良品与缺陷区分最佳处，两类错误同等看待。',
    cost: '错误总代价最小处，一次漏检相当于 {cost} 次误判。',
  },
  cost: {
    label: '一次漏检相当于多少次误判',
  },
  activate: {
    text: '从下一帧起，{product} 由此模型判定。',
    notEvaluated: '该模型尚未评估，会漏检多少缺陷未知。',
    evaluate: '评估',
    tooMany: '漏检超过已知缺陷的五分之一。请在备注中说明为何仍要启用该模型。',
    noteNeeded: '备注（必填，保留在记录中）',
    withThese: '以此界限启用…',
    next: '下一步：启用',
  },
  comparison: {
    better: '在相同图像上判定优于当前模型（{preset}）。本模型：{own}。当前模型：{other}。',
    worse: '当前模型（{preset}）在相同图像上判定更好。本模型：{own}。当前模型：{other}。',
    alike: '在相同图像上判定与当前模型（{preset}）相当。本模型：{own}。当前模型：{other}。',
    mixed: '与当前模型（{preset}）相比，在相同图像上漏检与误判此消彼长。本模型：{own}。当前模型：{other}。',
    unknown: '请在相同图像上评估当前模型（{preset}），以便比较两者。',
    takeOver: '启用它',
  },
  curves: {
    escapes: '低于界限的缺陷',
    falseRejects: '达到界限的良品',
  },
  rates: {
    countOf: '{count}/{of}',
  },
};
