import type { DiagnosisCheck, FindingKind } from '../../domain/diagnosis.ts';
import type { FindingWords } from './en.ts';

export const diagnosisCheckNames: Readonly<Record<DiagnosisCheck, string>> = {
  home: '主文件夹',
  disk: '磁盘',
  database: '数据库',
  versions: '版本',
  clock: '时钟',
  inference: '推理',
  cameras: '相机程序',
  outputs: '输出',
  backup: '备份',
  models: '模型',
  trail: '审计追踪',
};

export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  homePrivate: { found: '“{home}”仅对其所有者开放，且可写入。', todo: '' },
  homeMissing: { found: '“{home}”不存在。', todo: '启动一次检测站，或将 STATION_HOME 设为其主文件夹。' },
  homeOpen: {
    found: '“{home}”对本机其他用户开放（权限 {rights}）。',
    todo: '关闭权限：chmod 700。若文件夹属于检测站的用户，检测站启动时会自动处理。',
  },
  homeNotWritable: { found: '“{home}”无法写入：{said}。', todo: '将该文件夹及其内容交给检测站的用户。' },
  homeRestoring: {
    found: '对“{home}”的恢复被中断；检测站无法在其中启动。',
    todo: '重新运行：station restore --from DIR --to HOME --replace。',
  },
  diskFree: { found: '共 {total}，可用 {free}。', todo: '' },
  diskLow: { found: '共 {total}，仅剩 {free}。', todo: '释放空间，或清除旧记录的图片：设置，图片保留。' },
  diskFull: { found: '共 {total}，仅剩 {free}：磁盘几乎已满。', todo: '立即释放空间；否则零件无法记录。' },
  stationRuns: { found: '主文件夹中有检测站在运行（进程 {process}）。', todo: '' },
  stationEnded: { found: '主文件夹中没有检测站在运行。', todo: '' },
  databaseWhole: { found: '完好：版本 {version}，{size}。', todo: '' },
  databaseNone: { found: '尚无数据库。', todo: '启动一次检测站；如之前运行过，请恢复备份。' },
  databaseDamaged: { found: '已损坏：{said}。', todo: '结束检测站并恢复备份：station restore。' },
  databaseUnopened: { found: '无法打开：{said}', todo: '按消息处理；否则结束检测站并恢复备份。' },
  databaseNewer: {
    found: '其版本 {version} 比本检测站的版本 {own} 新。',
    todo: '安装写入它的检测站版本或更新的版本。',
  },
  databaseOlder: {
    found: '其版本 {version} 比本检测站的版本 {own} 旧。',
    todo: '本检测站下次启动时会先复制再升级。',
  },
  versionsKnown: {
    found: '检测站 {station}，Node {node}，{system}，{processors} 个处理器，内存 {memory}。',
    todo: '',
  },
  nodeOld: { found: 'Node {node} 太旧：需要 {needed}。', todo: '安装较新的 Node。' },
  clockRight: { found: '{now}，时区 {zone}。', todo: '' },
  clockBehind: {
    found: '时钟为 {now}；最新的记录为 {newest}。',
    todo: '校准本机时钟，最好使用时间服务器（NTP）。',
  },
  clockUnset: {
    found: '时钟为 {now}：从未设置。',
    todo: '校准本机时钟，最好使用时间服务器（NTP）；检查其电池。',
  },
  inferenceCpu: { found: 'ONNX Runtime 在处理器上计算。', todo: '' },
  inferenceCuda: { found: 'ONNX Runtime 在显卡上计算（CUDA）。', todo: '' },
  inferenceCudaRefused: {
    found: '有 NVIDIA 驱动，但 CUDA 无法工作：{said}',
    todo: '模型在处理器上运行。安装与驱动匹配的 CUDA 库。',
  },
  inferenceFailed: {
    found: 'ONNX Runtime 无法计算：{said}',
    todo: '重新安装检测站；检查处理器类型是否受支持。',
  },
  camerasReady: { found: '读取 {cameras} 所需的程序齐全。', todo: '' },
  camerasUnneeded: { found: '没有通道需要 {cameras} 所缺的程序：{said}', todo: '' },
  camerasMissing: {
    found: '通道 {lanes} 使用 {cameras}，但无法读取：{said}',
    todo: '安装所缺的程序；然后重新开始检测。',
  },
  outputsNone: { found: '未设置。', todo: '' },
  outputLeaves: { found: '“{name}”：没有已知故障。', todo: '' },
  outputOff: { found: '“{name}”已关闭。', todo: '' },
  outputWaits: {
    found: '“{name}”：自 {since} 起有 {waiting} 个结果等待。{said}',
    todo: '按消息处理；结果随后会自动送出。',
  },
  outputDropped: {
    found: '“{name}”：已放弃 {dropped} 个结果，最近一次为 {at}。',
    todo: '从记录中取出：station export-log。',
  },
  backupTaken: { found: '最近一次备份于 {at}。', todo: '' },
  backupNone: {
    found: '检测站不进行备份。',
    todo: '在设置中指定备份文件夹，或定时运行 station backup --to DIR。',
  },
  backupLate: { found: '已超过应备份时间的两倍；最近一次：{at}。', todo: '查看设置中的备份；立即备份。' },
  backupFailed: { found: '最近一次于 {at} 失败：{said}', todo: '按消息处理；立即备份。' },
  modelsNone: { found: '没有模型。', todo: '' },
  modelsWhole: { found: '全部 {count} 个与写入时一致。', todo: '' },
  modelDamaged: { found: '“{product}”，模型 {model}：{said}', todo: '启用其他模型，恢复备份，或重新训练。' },
  trailEmpty: { found: '尚无记录。', todo: '' },
  trailWhole: { found: '全部 {records} 条记录与写入时一致。', todo: '' },
  trailBroken: {
    found: '{records} 条记录中有 {faults} 处错误。',
    todo: '查看详情：station audit verify。查明之前请保持主文件夹原样。',
  },
  databaseNeeded: { found: '未知：本版本无法读取数据库。', todo: '参见数据库检查。' },
  notFinished: { found: '未能在 {seconds} 秒内完成。', todo: '数据量大，或磁盘较慢。请在产线停歇时重试。' },
  notMade: { found: '检查本身失败：{said}', todo: '将归档发送给技术支持。' },
};
