import { z } from 'zod';
import type { Setting } from './setting.ts';
import { isTimeZone } from './time-zone.ts';

const sendChoices = ['send', 'keep'] as const;
const takeChoices = ['take', 'refuse'] as const;
const longestZone = 100;

/**
 * Settings of what travels between the station and its plant, each piece separately; pictures travel only if
 * somebody allows it. Also the time zone of a plant that this station hosts.
 */
export const plantSettings = {
  'plant.parts': travelling(
    ['send', sendChoices],
    'Parts with verdict, score, limits, regions, name and times travel to the plant; no pictures',
  ),
  'plant.entries': travelling(
    ['send', sendChoices],
    'Entries of the log, and what people decide on them with their names, travel to the plant; no pictures',
  ),
  'plant.thumbnails': travelling(
    ['keep', sendChoices],
    'A small picture of each entry, 256 pixels at most, travels to the plant with it',
  ),
  'plant.state': travelling(
    ['send', sendChoices],
    'Lanes, alarms, the shift and the room on the disk travel to the plant; that the station is there always does',
  ),
  'plant.decisions': travelling(
    ['take', takeChoices],
    'What people at the plant decide on entries is written into the log here, with their names',
  ),
  'plant.models': travelling(
    ['take', takeChoices],
    'Models that the plant assigns are tried on the known parts and activated where all are judged right',
  ),
  'plant.training': travelling(
    ['refuse', takeChoices],
    'Other stations of the plant train models on this machine; their images come here meanwhile',
  ),
  'plant.zone': {
    schema: z
      .string()
      .trim()
      .max(longestZone)
      .refine((name) => name === '' || isTimeZone(name), 'Name a time zone like “Europe/Berlin”')
      .describe(
        'At the host of a plant: the time zone of its board and statistics, such as Europe/Berlin; empty: that of this machine',
      ),
    standard: '',
    permission: 'plant.manage',
    unit: null,
    field: { kind: 'text', longest: longestZone, offers: 'time-zones' },
  },
} as const satisfies Readonly<Record<string, Setting>>;

function travelling<const Choice extends string>(
  [standard, values]: readonly [Choice, readonly [Choice, ...Choice[]]],
  description: string,
) {
  const schema = z.enum(values).describe(description);
  return {
    schema,
    standard,
    permission: 'plant.manage',
    unit: null,
    field: { kind: 'choice', values },
  } as const;
}
