import type { Messages } from '../en.ts';

export const picture: Messages['picture'] = {
  toolbar: '图像显示方式',
  heat: '热图',
  outline: '仅轮廓',
  opacity: '热图不透明度',
  beside: '并排显示无热图的图像',
  scale: '热图刻度',
  scales: { product: '刻度：产品', model: '刻度：模型', picture: '刻度：本图' },
  scaleHints: {
    product: '从 T1 到 T2 的两倍，低于 T1 时透明。颜色相同即得分相同，各图可比。',
    model: '从 0 到 T2 的两倍，低于 T1 的部分也可见。颜色相同即得分相同。',
    picture: '从本图的最低得分到最高得分，不可与其他图像比较。',
  },
  larger: '放大',
  smaller: '缩小',
  fit: '整幅图像',
  actual: '图像像素与屏幕像素一比一',
  print: '打印图像',
  previous: '上一幅图像',
  next: '下一幅图像',
  place: '第 {place} 幅，共 {count} 幅',
  truth: '蓝线：人工标注的轮廓',
  keys: {
    heat: '打开或关闭热图；按住时仅临时切换',
    outline: '只显示热图轮廓，或同时显示颜色',
    beside: '并排显示无热图的图像',
  },
};
