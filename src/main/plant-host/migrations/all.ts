import type { PlantMigration } from '../log/migrate.ts';
import { log } from './0001-log.ts';
import { rollouts } from './0002-rollouts.ts';
import { quarters } from './0003-quarters.ts';
import { decisionOrder } from './0004-decision-order.ts';
import { holder } from './0005-holder.ts';
import { held } from './0006-held.ts';

/** Every migration of the plant's log, oldest first. A published one never changes. */
export const plantMigrations: readonly PlantMigration[] = [
  log,
  rollouts,
  quarters,
  decisionOrder,
  holder,
  held,
];
