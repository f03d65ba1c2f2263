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
    code: '产品代码（可选）',
    codeHint: '3 到 64 个字母、数字或符号。可在此扫码录入；在产线扫码即切换到该产品。',
    save: '保存',
    saved: '产线设置已保存',
  },
  changeover: {
    open: '选择或切换产品',
    choose: '选择产品',
    title: '切换到',
    text: '已到达的零件仍按原产品检测完毕；之后到达的零件属于新产品。',
    states: {
      inspected: '检测中',
      ready: '模型已启用',
      trained: '未启用模型',
      untrained: '尚无模型',
    },
    done: '已切换到 {product}',
    already: '{product} 已在检测中',
    finishing: '仍在检测 {product} 的最后几个零件',
  },
  scan: {
    title: '未知代码',
    unknown: '没有产品使用代码“{code}”。请检查标签，或在“训练”的“产线设置”中录入该代码。',
  },
};
