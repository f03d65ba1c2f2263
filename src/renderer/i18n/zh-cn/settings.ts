import type { settings as schema } from '../en/settings.ts';

export const settings: typeof schema = {
  titles: {
    station: '检测站设置',
    line: '产线',
    people: '登录',
    log: '记录、磁盘与备份',
    plant: '发往工厂的内容与工厂时区',
    support: '供支持人员使用',
  },
  help: '对使用此检测站的所有人有效。每次更改都会连同更改人一起记录。',
  lineAdded: '将添加',
  lineChanged: '将更改',
  secretsToSet: '文件不含密码和密钥。请在以下输出中重新设置：',
  readOnly: '由工程师或管理员更改。',
  keys: {
    logs: {
      level: {
        title: '支持日志',
        help: '写入数据文件夹中的“logs”文件夹，不含图像和密码。“全部”还为每个零件记录一行。',
      },
    },
    backup: {
      folder: {
        title: '备份文件夹',
        help: '位于检测站所在计算机上、数据文件夹之外，最好在另一块磁盘上；该文件夹须已存在。留空：不备份。',
      },
      everyHours: {
        title: '备份间隔',
        help: '两次备份之间的小时数；0 表示不自动备份。',
      },
      keep: {
        title: '保留的备份数',
        help: '新备份完成后，最旧的备份会被删除。',
      },
    },
    folders: {
      places: {
        title: '可选文件夹',
        help: '窗口在检测站计算机上选择文件夹时可以查看的位置，以分号分隔。留空：检测站用户的文件夹和已挂载的磁盘。',
      },
    },
    plant: {
      parts: {
        title: '向工厂发送零件',
        help: '每个零件的编号、名称、产品、模型、判定、得分、界限、区域和时间。不含图像。',
      },
      entries: {
        title: '向工厂发送记录',
        help: '不合格的零件、人员的决定及其姓名。不含图像。',
      },
      thumbnails: {
        title: '向工厂发送缩略图',
        help: '随每条记录发送其图像，最大 256 像素。图像本身留在此处。',
      },
      state: {
        title: '向工厂发送状态',
        help: '名称、通道、报警、班次和磁盘空间。检测站在线这一点始终会告知。',
      },
      decisions: {
        title: '来自工厂的决定',
        help: '工厂人员对记录的决定连同姓名写入此处的记录。',
      },
      models: {
        title: '来自工厂的模型',
        help: '模型先在已知零件上试用，全部判定正确后才启用。',
      },
      training: {
        title: '为其他检测站训练',
        help: '工厂中的其他检测站在本机上训练模型。训练期间其图像存放在此，之后删除。',
      },
      zone: {
        title: '工厂的时区',
        help: '本站作为工厂主机时：看板和统计所用的时区，例如 Asia/Shanghai。留空：本机时区。',
      },
    },
    users: {
      mode: {
        title: '谁使用检测站',
        help: '单用户：使用者拥有全部角色。每人登录：用姓名和 PIN 或密码、或用工牌；链接保持不变。',
      },
      lockOperator: { title: '自动退出操作员', help: '窗口无人操作达到这些分钟后；0 表示从不。' },
      lockOthers: {
        title: '自动退出其他人员',
        help: '窗口无人操作达到这些分钟后；0 表示从不。窗口的相机也会随之停止。',
      },
    },
    log: {
      pictures: {
        title: '记录的图像',
        help: '紧凑模式只占一小部分磁盘空间；此后重算和训练图像使用的是所保存的图像，而非逐位相同的原图。',
      },
    },
    disk: {
      amber: { title: '磁盘空间低于此值时提醒', help: '可用 GB；低于磁盘的 5% 时也提醒。' },
      red: {
        title: '磁盘空间低于此值视为已满',
        help: '可用 MB。最后 64 MB 为储备空间，磁盘写满时自动释放。',
      },
    },
    station: { name: { title: '检测站名称', help: '显示在窗口、报告和导出文件的名称中。' } },
    line: {
      silence: {
        title: '长时间没有零件时报警',
        help: '检测进行中若在设定秒数内没有零件则报警；0 表示不报警。暂停不计入。',
      },
    },
    report: { language: { title: '报告语言', help: '用于未另选语言的 PDF 报告和评估页面。' } },
    csv: {
      decimalSeparator: { title: 'CSV 文件的小数分隔符', help: '使用逗号时，同一行的字段以分号分隔。' },
    },
    inspection: {
      unlikePictures: {
        title: '与训练图像不同的图像',
        help: '提示图像与训练图像不同期间，零件是否给出判定。',
      },
      unlogged: {
        title: '判定无法写入记录时',
        help: '该零件无论如何都记为未检测；有空间后会补写记录。',
      },
    },
  },
  values: {
    send: '发送',
    keep: '留在此处',
    take: '接受',
    refuse: '拒绝',
    lossless: '无损',
    compact: '紧凑',
    error: '故障',
    warn: '故障和警告',
    info: '发生的事情',
    debug: '全部，包括每个零件',
    single: '单用户',
    people: '每人登录',
    window: '窗口的语言',
    en: 'English',
    de: 'Deutsch',
    'zh-CN': '简体中文',
    'go-on': '生产线继续',
    halt: '生产线暂停',
    judge: '给出判定并提示',
    leave: '未检测',
    point: '点：1.5',
    comma: '逗号：1,5',
  },
  empty: '无',
  since: '自 {time} 起，由 {name} 设置',
  unreadable: '{name} 于 {time} 设置的值无法读取；当前使用出厂设置。请重新设置。',
  save: '保存',
  discard: '放弃',
  unsaved: '尚未保存：',
  fileTitle: '设置文件',
  fileHelp: '所有设置、通道、配方和输出，供其他检测站使用。应用之前会显示文件将更改的内容。',
  saved: '已保存',
  invalid: '此值不可用。',
  conflict: '期间有设置被更改。放弃后可查看当前有效的值。',
  history: '历史',
  noHistory: '尚无更改。',
  change: '{before} → {after}',
  by: '{time}，{name}',
  more: '更早的更改',
  export: '保存为文件',
  apply: '应用文件',
  applyTitle: '应用这些设置',
  applyPlan: '应用',
  applyText: '文件中未提及的设置保持不变。',
  nothingToApply: '其中所有设置均已生效。',
  tooLarge: '此文件对设置而言过大。',
};
