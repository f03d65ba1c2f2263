import { common } from '../../shared/words/zh-cn.ts';
import { admin } from './zh-cn/admin.ts';
import { audit } from './zh-cn/audit.ts';
import { camera } from './zh-cn/camera.ts';
import { causes } from './zh-cn/causes.ts';
import { dataset } from './zh-cn/dataset.ts';
import { decisions } from './zh-cn/decisions.ts';
import { diagnosis } from './zh-cn/diagnosis.ts';
import { engineer } from './zh-cn/engineer.ts';
import { errors } from './zh-cn/errors.ts';
import { explanation } from './zh-cn/explanation.ts';
import { folders } from './zh-cn/folders.ts';
import { frame } from './zh-cn/frame.ts';
import { glossary } from './zh-cn/glossary.ts';
import { help } from './zh-cn/help.ts';
import { line } from './zh-cn/line.ts';
import { models } from './zh-cn/models.ts';
import { bothModels, goodParts, modelList } from './zh-cn/model-list.ts';
import { plantTemplates } from './zh-cn/plant-templates.ts';
import { charts, workbench } from './zh-cn/workbench.ts';
import { operator } from './zh-cn/operator.ts';
import { lanes } from './zh-cn/lanes.ts';
import { outputs } from './zh-cn/outputs.ts';
import { reports } from './zh-cn/reports.ts';
import { people } from './zh-cn/people.ts';
import { plantHost } from './zh-cn/plant-host.ts';
import { picture } from './zh-cn/picture.ts';
import { review } from './zh-cn/review.ts';
import { settings } from './zh-cn/settings.ts';
import { stationCamera } from './zh-cn/station-camera.ts';
import { statistics } from './zh-cn/statistics.ts';
import type { Messages } from './en.ts';

export const zhCn: Messages = {
  frame,
  camera,
  stationCamera,
  errors,
  operator,
  sources: common.sources,
  dataNotes: common.dataNotes,
  unlike: common.unlike,
  notInspected: common.notInspected,
  glossary,
  help,
  line,
  engineer,
  causes,
  dataset,
  decisions,
  people,
  picture,
  review,
  explanation,
  statistics,
  admin,
  audit,
  diagnosis,
  models,
  modelList,
  plantTemplates,
  bothModels,
  goodParts,
  folders,
  charts,
  workbench,
  settings,
  lanes,
  outputs,
  reports,
  plantHost,
};
