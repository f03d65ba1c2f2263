import type { ContractRouterClient } from '@orpc/contract';
import { access } from './access.ts';
import { backup } from './backup.ts';
import { scheduledReports } from './scheduled-reports.ts';
import { retention } from './retention.ts';
import { audit } from './audit.ts';
import { cameras } from './cameras.ts';
import { datasets } from './datasets.ts';
import { log } from './log.ts';
import { folders } from './folders.ts';
import { imageCheck } from './image-check.ts';
import { diagnosis } from './diagnosis.ts';
import { explanation } from './explanation.ts';
import { inspection } from './inspection.ts';
import { lanes } from './lanes.ts';
import { membership } from './membership.ts';
import { models } from './models.ts';
import { outputs } from './outputs.ts';
import { people } from './people.ts';
import { plantHost } from './plant-host.ts';
import { plantTemplates } from './plant-templates.ts';
import { productTransfers } from './product-transfers.ts';
import { products } from './products.ts';
import { recipes } from './recipes.ts';
import { settings } from './settings.ts';
import { shifts } from './shifts.ts';
import { station } from './station.ts';
import { statistics } from './statistics.ts';
import { training } from './training.ts';
import { updates } from './updates.ts';

/**
 * The one API between station and window: both hosts serve it, every window calls it. Each procedure states its
 * input, output, errors and the permission that it needs.
 */
export const contract = {
  station,
  products,
  productTransfers,
  datasets,
  imageCheck,
  training,
  models,
  inspection,
  cameras,
  lanes,
  recipes,
  shifts,
  log,
  explanation,
  statistics,
  access,
  people,
  audit,
  settings,
  backup,
  scheduledReports,
  updates,
  retention,
  diagnosis,
  folders,
  outputs,
  plantHost,
  plantTemplates,
  membership,
};

export type StationClient = ContractRouterClient<typeof contract>;
