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
  history: {
    title: '各模型的启用记录',
    none: '尚未启用过模型。',
    made: '生成于 {time}',
    by: '操作者 {name}',
    limits: 'T1 {review}，T2 {defect}',
    inForce: '当前启用',
    rollBack: '回退到此',
    rollBackTitle: '回退到此模型？',
    rollBackText: '从下一帧起，{product} 重新由此模型判定，使用其最后的界限：T1 {review}，T2 {defect}。',
    note: '回退到 {time} 启用的模型',
  },
  import: {
    open: '导入模型 …',
    title: '导入模型',
    folder: '工作站上的文件夹',
    hint: '导出生成的内容：model.onnx、card.json 和学习结果文件。',
    look: '查看',
    start: '导入到 {product}',
    running: '正在导入 …',
    done: '模型已导入，尚未启用',
    trainedFor: '训练用产品',
    images: '良品图像',
    reached: '在原工作站的结果',
    figures: '图像 AUROC {auroc}，AU-PRO {auPro}，{images} 张图像',
    installed: '{product} 已有此模型。',
    foreign: '它是为另一产品 {trained} 训练的。只有零件外观相同时才能可靠判定 {product}：启用前请先评估。',
  },
  pro: {
    title: 'AU-PRO 曲线',
    x: '被标记的良品像素',
    y: '缺陷区域覆盖率',
    value: 'AU-PRO {area}',
    missing: '需要带掩膜的缺陷图像。',
    label: '区域重叠率随像素假阳性率的变化，上限 {limit}；面积 {area}',
  },
  misses: {
    escapes: '漏检：{count}',
    escapesText: '判为良品的缺陷件，分数最低者在前。',
    noDefective: '这些图像中没有缺陷件。',
    falseRejects: '误判：{count}',
    falseRejectsText: '判为缺陷的良品，分数最高者在前。',
    doubts: '待复核：{count}',
    none: '在此界限下没有。',
    previous: '上一张',
    next: '下一张',
    place: '{place} / {count}',
  },
};
