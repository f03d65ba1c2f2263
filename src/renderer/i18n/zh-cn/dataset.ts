import type { Messages } from '../en.ts';

export const dataset: Messages['dataset'] = {
  purpose: {
    label: '图像用途',
    training: '训练（良品）',
    test: '测试',
  },
  testCount: '{good} 张良品、{defective} 张缺陷测试图像，{masks} 张已标出轮廓',
  filter: {
    label: '显示',
    all: '全部',
    good: '良品',
    unnamed: '未注明类型的缺陷',
  },
  emptyTest: {
    title: '还没有测试图像',
    text: '已知真实情况的良品和缺陷图像能说明模型的优劣。将图像拖到这里，或导入按 test/good、test/类型、ground_truth/类型/名称_mask.png 组织的文件夹：标签和掩膜会一并导入。',
    filtered: '此处没有图像了。',
  },
  incoming: {
    title: '添加 {count} 张图像',
    label: '新图像为',
    roles: {
      training: '良品，用于训练',
      good: '良品，用于测试',
      defect: '缺陷品，用于测试',
    },
    accept: '添加',
    refused: '缺陷类型不能命名为 “good”。',
    folderHint: '按 train/good、test/类型 和 ground_truth/类型 组织的文件夹自带标签和掩膜。',
    kind: '缺陷类型',
    placeholder: '例如：裂纹',
  },
  tile: {
    select: '选择 {name}',
    good: '良品',
    defect: '缺陷',
    mask: '已标出轮廓',
  },
  selection: {
    label: '所选图像',
    count: '已选择 {count} 张',
    all: '选择全部 {count} 张',
    clear: '取消选择',
    hint: '空格键选择，按住 Shift 点击或按方向键扩展，Ctrl+A 全选。',
    toTraining: '移至训练（良品）',
    toTestGood: '作为良品移至测试',
    toTestDefect: '作为缺陷品移至测试',
    good: '良品',
    defect: '缺陷品',
    remove: '移除',
    removed: '已移除 {count} 张图像',
  },
  labelled: {
    training: '{count} 张图像现用于训练',
    good: '{count} 张测试图像已标为良品',
    defect: '{count} 张测试图像已标为缺陷',
    kind: '{count} 张测试图像已标为 {kind}',
    failed: '标记图像',
  },
  evaluate: {
    source: '评估对象',
    own: '本产品的测试图像',
    ownCount: '{good} 张良品，{defective} 张缺陷品',
    folder: '文件夹',
    onOwn: '本产品自己的测试图像',
  },
  log: {
    addToTest: '加入测试图像',
    addedToTest: '已加入 {product} 的测试图像',
  },
};
