import { z } from 'zod';
import { rowId } from './base.ts';
import { judgedMessageSchema, testMessageSchema, uninspectedMessageSchema } from './line-message.ts';
import { lanesNowSchema, recipeNowSchema } from './line-now.ts';
import { brokerAnswerSchema, brokerRequests } from './line-requests.ts';

const numbered = { number: rowId.describe('Never used twice: a receiver knows a repetition by it') };
const format = z.literal(1).describe('Counts up when a field changes its meaning or goes');

/** Messages of a station to a broker in the station's own form, by the topic below the station's. */
export const stationMessages = {
  parts: z
    .union([
      z.discriminatedUnion('verdict', [
        judgedMessageSchema.extend(numbered),
        uninspectedMessageSchema.extend(numbered),
      ]),
      testMessageSchema.extend(numbered),
    ])
    .describe('A part, or a trial of the output'),
  state: z
    .object({
      format,
      station: z.string().describe('The name of the station; empty: it has none'),
      state: z.enum(['online', 'offline']),
      time: z.iso.datetime({ offset: true }).optional().describe('Left out in the last will'),
    })
    .describe('Whether the station is connected'),
  lanes: z.object({ format, lanes: lanesNowSchema }).describe('The lanes and what each does'),
  recipe: z
    .object({ format, recipe: recipeNowSchema.nullable().describe('Null: products were chosen by hand') })
    .describe('The recipe in force'),
  answers: brokerAnswerSchema.describe('The answer to a request'),
} as const;
export type StateMessage = z.infer<typeof stationMessages.state>;
export type LanesMessage = z.input<typeof stationMessages.lanes>;
export type RecipeMessage = z.input<typeof stationMessages.recipe>;

/** Messages that programs send to a station, by the topic below the station's. */
export const programMessages = {
  'commands/trigger': brokerRequests.trigger.describe('Asks a lane for its next part'),
  'commands/recipe': brokerRequests.recipe.describe('Selects a recipe'),
} as const;
