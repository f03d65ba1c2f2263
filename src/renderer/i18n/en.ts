import { common } from '../../shared/words/en.ts';
import { admin } from './en/admin.ts';
import { audit } from './en/audit.ts';
import { camera } from './en/camera.ts';
import { causes } from './en/causes.ts';
import { dataset } from './en/dataset.ts';
import { decisions } from './en/decisions.ts';
import { diagnosis } from './en/diagnosis.ts';
import { engineer } from './en/engineer.ts';
import { errors } from './en/errors.ts';
import { explanation } from './en/explanation.ts';
import { folders } from './en/folders.ts';
import { frame } from './en/frame.ts';
import { glossary } from './en/glossary.ts';
import { help } from './en/help.ts';
import { line } from './en/line.ts';
import { models } from './en/models.ts';
import { bothModels, goodParts, modelList } from './en/model-list.ts';
import { plantTemplates } from './en/plant-templates.ts';
import { charts, workbench } from './en/workbench.ts';
import { operator } from './en/operator.ts';
import { lanes } from './en/lanes.ts';
import { outputs } from './en/outputs.ts';
import { reports } from './en/reports.ts';
import { people } from './en/people.ts';
import { plantHost } from './en/plant-host.ts';
import { picture } from './en/picture.ts';
import { review } from './en/review.ts';
import { settings } from './en/settings.ts';
import { stationCamera } from './en/station-camera.ts';
import { statistics } from './en/statistics.ts';

/** English is the schema: the compiler reports keys that another language lacks. */
export const en = {
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

export type Messages = typeof en;
