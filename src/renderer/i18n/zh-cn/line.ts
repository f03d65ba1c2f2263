import type { line as schema } from '../en/line.ts';

export const line: typeof schema = {
  pause: {
    title: '为什么暂停？',
    hint: '点一下即可，也可以不填原因。',
    reasons: {
      changeover: '换型',
      cleaning: '清洁',
      fault: '设备故障',
      material: '缺料',
      setting: '调整相机或光源',
      break: '休息',
    },
    other: '其他原因',
    set: '记录原因',
    since: '自 {time} 起暂停',
    by: '由 {name} 暂停',
  },
};
