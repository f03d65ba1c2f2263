import type { camera as schema } from '../en/camera.ts';

export const camera: typeof schema = {
  label: '相机',
  any: '任意相机',
  unnamed: '相机 {number}',
  preview: '显示相机画面',
  opening: '正在打开相机…',
  retry: '重试',
  mode: '{width} × {height} 像素，按 {usedWidth} × {usedHeight} 使用',
  problems: {
    refused: { title: '未获准使用相机', remedy: '请在浏览器或系统隐私设置中允许此页面使用相机，然后重试。' },
    none: { title: '未找到相机', remedy: '请连接相机。系统会自动识别；若未识别，请重试。' },
    busy: { title: '相机正被其他程序使用', remedy: '请关闭占用相机的程序，然后重试。' },
    unplugged: { title: '相机已被拔出', remedy: '请重新连接。恢复后会自动继续。' },
    silent: { title: '相机没有输出图像', remedy: '请检查线缆、电源以及相机是否开启。恢复后会自动继续。' },
    insecure: { title: '此页面不能使用相机', remedy: '请在检测站本机 (localhost) 或通过 https 打开。' },
    failed: { title: '无法打开相机', remedy: '请拔出后重新连接，然后重试。' },
  },
};
