import { z } from 'zod';
import { mostLanes } from '../domain/lanes.ts';
import { triggerKindSchema } from '../domain/triggers.ts';
import { uuid } from './base.ts';
import { laneNumber } from './line-requests.ts';

/** The state of a lane, for programs at the line. */
export const laneNowSchema = z.object({
  number: laneNumber,
  name: z.string(),
  trigger: triggerKindSchema,
  state: z.enum(['stopped', 'paused', 'ready', 'busy']),
  product: z.object({ id: uuid, name: z.string() }).nullable().describe('Null: it inspected nothing yet'),
  failure: z.string().nullable().describe('Why its source gives nothing; null while it works'),
});
export const lanesNowSchema = z.array(laneNowSchema).max(mostLanes);

/** A recipe, for programs at the line. */
export const recipeNowSchema = z.object({
  number: z.number().int(),
  name: z.string(),
  code: z.string().nullable().describe('What a scanner reads; null: it is never scanned'),
});
