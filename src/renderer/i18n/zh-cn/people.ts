import type { people as schema } from '../en/people.ts';

export const people: typeof schema = {
  title: '用户',
  help: '用姓名和 PIN 或密码、或用工牌登录的人员。是否必须登录由检测站设置决定。',
  name: '姓名',
  secret: 'PIN 或密码',
  role: '角色',
  add: '添加用户',
  none: '还没有用户',
  setSecret: 'PIN 或密码…',
  setBadge: '工牌…',
  takeBadge: '收回工牌',
  badge: '工牌代码（请扫描）',
  set: '设定',
  cancel: '取消',
  remove: '移除',
  signOut: '退出登录',
  signIn: {
    title: '登录',
    help: '扫描工牌，或输入姓名和 PIN 或密码。',
    submit: '登录',
    refused: '姓名或 PIN、或该工牌在此不被识别。',
    wait: '尝试次数过多。{seconds} 秒后可再次尝试。',
    brokenScan: '扫描不完整，请再次扫描工牌。',
  },
  own: {
    now: '当前 PIN 或密码',
    next: '新的 PIN 或密码',
    set: '更改',
    done: '已更改。',
    refused: '当前 PIN 或密码不正确。',
  },
  setUp: {
    title: '首位管理员',
    help: '此检测站要求登录，但还没有管理员。管理员可在设置中添加其他人员。',
    submit: '创建管理员',
  },
};
