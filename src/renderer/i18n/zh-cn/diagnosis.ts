import { diagnosisCheckNames, foundWords, todoWords } from '../../../shared/words/diagnosis/zh-cn.ts';
import type { diagnosis as schema } from '../en/diagnosis.ts';

export const diagnosis: typeof schema = {
  title: '诊断',
  help: '检查主文件夹、磁盘、数据库、时钟、推理、相机、输出、备份、模型和审计追踪，并说明应如何处理。不作任何更改。',
  run: '检查检测站',
  archive: '下载技术支持归档',
  archiveHelp: '归档包含检查结果、日志、设置、版本、文件名称和大小：不含图像、密码和密钥。',
  at: '检查于 {time}',
  states: { ok: '正常', attention: '需要注意', failed: '失败' },
  checks: diagnosisCheckNames,
  found: foundWords,
  todo: todoWords,
};
