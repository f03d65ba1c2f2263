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
  alarm: {
    title: '出现 1 个缺陷 | 连续 {count} 个缺陷',
    text: '检测仍在继续。请检查工艺，然后确认。',
    defects: '本次检测共 1 个缺陷。 | 本次检测共 {shown} 个缺陷。',
    acknowledge: '确认',
    mute: '静音',
  },
  settings: {
    open: '产线设置',
    title: '{product} 的产线设置',
    alarm: '连续缺陷报警',
    alarmAfter: '连续缺陷数，1 到 100',
    alarmHint: '良品会中断计数；待复核的零件不计数，也不中断。使用实时相机时，画面中的缺陷每秒计一次。',
    save: '保存',
    saved: '产线设置已保存',
  },
};
