import { common } from '../../shared/words/de.ts';
import { admin } from './de/admin.ts';
import { audit } from './de/audit.ts';
import { camera } from './de/camera.ts';
import { causes } from './de/causes.ts';
import { dataset } from './de/dataset.ts';
import { decisions } from './de/decisions.ts';
import { diagnosis } from './de/diagnosis.ts';
import { engineer } from './de/engineer.ts';
import { errors } from './de/errors.ts';
import { explanation } from './de/explanation.ts';
import { folders } from './de/folders.ts';
import { frame } from './de/frame.ts';
import { glossary } from './de/glossary.ts';
import { help } from './de/help.ts';
import { line } from './de/line.ts';
import { models } from './de/models.ts';
import { bothModels, goodParts, modelList } from './de/model-list.ts';
import { plantTemplates } from './de/plant-templates.ts';
import { charts, workbench } from './de/workbench.ts';
import { operator } from './de/operator.ts';
import { lanes } from './de/lanes.ts';
import { outputs } from './de/outputs.ts';
import { reports } from './de/reports.ts';
import { people } from './de/people.ts';
import { plantHost } from './de/plant-host.ts';
import { picture } from './de/picture.ts';
import { review } from './de/review.ts';
import { settings } from './de/settings.ts';
import { stationCamera } from './de/station-camera.ts';
import { statistics } from './de/statistics.ts';
import type { Messages } from './en.ts';

export const de: Messages = {
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
