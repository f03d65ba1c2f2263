import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { stationNumberSchema } from '../plant/fields.ts';
import { longestToken } from '../plant/limits.ts';
import { count, instant, procedure } from './base.ts';

/** How the station stands with its plant. */
export const membershipStateSchema = z.object({
  plant: z.string(),
  /** The station's number there. */
  station: stationNumberSchema,
  servers: z.array(z.string()),
  joinedBy: z.string(),
  joinedAt: instant,
  connected: z.boolean(),
  /** Why nothing gets there, and since when; null: it does. */
  failure: z.object({ code: z.enum(errorCodes), message: z.string(), since: instant }).nullable(),
  /** Rows of the log that have not travelled yet. */
  waiting: count,
  /** Rows that no message could be made of since the station began; they were passed over. */
  passedOver: count,
});
export type MembershipState = z.infer<typeof membershipStateSchema>;

export const membership = {
  /** Null: the station is in no plant. */
  status: procedure('plant.see').output(membershipStateSchema.nullable()),
  /** Refused while the station is in a plant, unless it is the same one with a new token. */
  join: procedure('plant.manage')
    .input(
      z.object({
        token: z.string().min(1).max(longestToken),
        /** Whether what was logged before travels as well. */
        wholeLog: z.boolean().default(false),
      }),
    )
    .output(membershipStateSchema),
  /** The station stays as it is; what has not travelled stays here. */
  leave: procedure('plant.manage').output(z.void()),
};
