import type { Messages } from '../en.ts';

export const folders: Messages['folders'] = {
  browse: '浏览…',
  title: '选择检测站计算机上的文件夹',
  places: '位置',
  up: '上一级',
  images: '其中直接包含 {count} 张图像。',
  isModel: '其中有一个已导出的模型。',
  empty: '其中没有文件夹。',
  more: '仅显示前 {count} 个。',
  choose: '选择此文件夹',
  recent: '最近使用',
};
