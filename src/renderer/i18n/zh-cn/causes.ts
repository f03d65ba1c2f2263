import type { causes as schema } from '../en/causes.ts';

export const causes: typeof schema = {
  edit: '原因…',
  title: '{product} 的原因',
  text: '对零件作出决定时可选用。已作出的决定保留当时填写的原因。',
  none: '尚无原因。通常先列出最常见的缺陷，以及容易与之混淆的情况。',
  new: '新原因',
  placeholder: '例如：划痕、镜头上的灰尘',
  add: '添加',
  name: '原因 {place}',
  up: '上移“{cause}”',
  down: '下移“{cause}”',
  remove: '移除“{cause}”',
  removed: '已移除原因“{cause}”',
  renamed: '原因已改名为“{cause}”',
  keys: 'Enter 确认名称，Esc 放弃修改，Alt ↑ 和 Alt ↓ 调整顺序。',
  problems: {
    missing: '原因需要名称。',
    tooLong: '原因最多 80 个字符。',
    taken: '列表中已有该原因。',
    tooMany: '可供选择的原因已达上限。请先移除一个。',
  },
  choose: '原因',
  unstated: '未注明原因',
};
