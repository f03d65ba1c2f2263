import type { operator as schema } from '../en/operator.ts';

export const operator: typeof schema = {
  title: '检测',
  sources: {
    'window-camera': '本窗口的相机',
    'watched-folder': '监视文件夹',
    'simulated-camera': '模拟相机',
  },
};
