import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { stationNumberSchema } from '../plant/fields.ts';
import { longestToken } from '../plant/limits.ts';
import { count, instant, procedure } from './base.ts';

/** The station's connection to its plant. */
export const membershipStateSchema = z.object({
  plant: z.string(),
  /** The station's number in the plant. */
  station: stationNumberSchema,
  servers: z.array(z.string()),
  joinedBy: z.string(),
  joinedAt: instant,
  connected: z.boolean(),
  /** Why the plant receives nothing, and since when; null: all is well. */
  failure: z.object({ code: z.enum(errorCodes), message: z.string(), since: instant }).nullable(),
  /** Rows of the log that the plant does not have yet. */
  waiting: count,
  /** Rows since the station's start that could not be turned into a message and were skipped. */
  passedOver: count,
});
export type MembershipState = z.infer<typeof membershipStateSchema>;

export const membership = {
  /** Returns the state of the membership; null: the station is in no plant. */
  status: procedure('plant.see').output(membershipStateSchema.nullable()),
  /**
   * Joins a plant. Fails while the station is in another plant; a new token for the same plant is accepted.
   */
  join: procedure('plant.manage')
    .input(
      z.object({
        token: z.string().min(1).max(longestToken),
        /** Whether entries logged before the joining travel too. */
        wholeLog: z.boolean().default(false),
      }),
    )
    .output(membershipStateSchema),
  /** Leaves the plant. Rows that have not travelled stay at the station only. */
  leave: procedure('plant.manage').output(z.void()),
};
