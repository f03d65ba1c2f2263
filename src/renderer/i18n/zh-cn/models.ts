import type { Messages } from '../en.ts';

export const models: Messages['models'] = {
  takeOver: {
    field: '新模型更好时自动接替',
    rule: '训练后在产品的测试图像上与启用中的模型比较：图像 AUROC 与 AU-PRO 都不变差且至少一项提高超过 {margin} 时接替，否则保留启用中的模型。',
    few: '该产品有 {good} 张良品和 {defective} 张缺陷测试图像；各至少需要 {least} 张才能判断。在此之前只作建议。',
    first: '已接替：此前没有模型检测该产品。',
    taken: '已自动接替：在 {images} 张测试图像上，图像 AUROC / AU-PRO 为 {own}，之前的模型为 {other}。',
    kept: {
      better:
        '保留启用中的模型：在 {images} 张测试图像上，其图像 AUROC / AU-PRO 为 {other}，本模型为 {own}。',
      alike:
        '保留启用中的模型，两者相当：在 {images} 张测试图像上，图像 AUROC / AU-PRO 为 {own}，对比 {other}。',
      worse:
        '保留启用中的模型，本模型较差：在 {images} 张测试图像上，图像 AUROC / AU-PRO 为 {own}，对比 {other}。',
      mixed:
        '保留启用中的模型，本模型有一项较差：在 {images} 张测试图像上，图像 AUROC / AU-PRO 为 {own}，对比 {other}。',
    },
    proposed:
      '仅作建议：{good} 张良品和 {defective} 张缺陷测试图像不足以判断哪个模型更好；各至少需要 {least} 张。',
    undecided: '无法比较两个模型，保留启用中的模型。{message}',
    stopped: '比较已中止；保留启用中的模型。',
    rollBack: '回退',
    rollBackNote: '回退了自动接替的模型。',
    rolledBack: '之前的模型已重新启用',
    toActivation: '前往启用',
  },
};
