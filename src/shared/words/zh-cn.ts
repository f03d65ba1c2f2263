import type { common as schema } from './en.ts';

export const common: typeof schema = {
  causes: {
    title: '原因',
    defect: '缺陷',
    good: '误判',
    cumulative: '占已注明原因记录的累计比例',
    rest: '其他较少的原因',
    withoutCause: '未注明原因',
  },
  rates: {
    title: '模型与人工',
    rate: '比率',
    share: '比例',
    entries: '记录',
    of: '{part} / {whole}',
    between: '{least} – {most}',
    falseRejects: '误判率',
    falseRejectsText: '模型判为缺陷而人工判为良品；占已决定的缺陷记录。',
    goodInReview: '待复核中的良品',
    goodInReviewText: '模型送复核而人工判为良品；占已决定的待复核记录。',
    caughtInReview: '复核中发现的缺陷',
    caughtInReviewText: '人工判为缺陷而模型仅送复核；占人工判为缺陷的全部记录。',
    rejectedGoodParts: '被剔除的良品',
    rejectedGoodPartsText: '占全部已检测零件：至少为已确认的数量，至多再加上所有未决定的缺陷记录。',
    escapes: '漏检',
    unknown: '无法从记录得知',
  },
  sources: {
    'simulated-camera': { name: '模拟相机', at: '模拟相机' },
    'window-camera': { name: '本窗口的相机', at: '相机 {address}' },
    'watched-folder': {
      name: '监视文件夹',
      at: '文件夹 {address}',
      label: '工作站上的文件夹',
      placeholder: '/data/line-1',
      missing: '请输入要监视的文件夹',
      subfolders: '包括子文件夹',
      inspected: '{count} 张图片已检测过：重新检测 | {count} 张图片已检测过：重新检测',
      passedOver: '此处没有图片；{count} 个子文件夹未被监视 | 此处没有图片；{count} 个子文件夹未被监视',
    },
  },
  facts: {
    limits: '界限 T1、T2',
    regionLimits: '像素阈值、最小面积',
  },
};
