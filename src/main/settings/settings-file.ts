import { z } from 'zod';
import {
  settingKeys,
  someSettingsSchema,
  stationSettings,
  type SomeSettings,
  type StationSettings,
} from '../../shared/domain/station-settings.ts';
import { lineFileSchema, type LineFile } from '../../shared/domain/line-file.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/** Name of the schema's file, in the folder of the settings' file. */
const schemaFileName = 'station-settings.schema.json';

const fileSchema = z
  .strictObject({
    $schema: z.string().max(1000).optional().describe('Where an editor finds this schema'),
    settings: someSettingsSchema.describe('What is not named stays as it is'),
    line: lineFileSchema.optional().describe('What is not named stays as it is'),
  })
  .describe('Settings of an inspection station, for "station settings apply"');

/** Returns the JSON Schema (draft 2020-12) of settings files, as text. */
export function settingsJsonSchema(): string {
  const standards = new Map<unknown, unknown>(
    settingKeys.map((key) => [stationSettings[key].schema, stationSettings[key].standard]),
  );
  const schema = z.toJSONSchema(fileSchema, {
    override: ({ zodSchema, jsonSchema }) => {
      if (standards.has(zodSchema)) Object.assign(jsonSchema, { default: standards.get(zodSchema) });
    },
  });
  return `${JSON.stringify({ title: 'Station settings', ...schema }, null, 2)}\n`;
}

/** Returns all settings as a file's text, in the table's order. @param line set-up of the line; null leaves it out */
export function settingsFile(settings: StationSettings, line: LineFile | null = null): string {
  const file = { $schema: `./${schemaFileName}`, settings, ...(line === null ? {} : { line }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a settings file.
 *
 * @throws StationError BAD_INPUT naming the first few faults; the file is refused as a whole
 */
export function parseSettingsFile(text: string): SomeSettings {
  return parsedFile(text).settings;
}

/** Reads the line's set-up from a settings file. @throws StationError as {@link parseSettingsFile} */
export function parseLineOfFile(text: string): LineFile {
  return parsedFile(text).line ?? { lanes: [], recipes: [], outputs: [], reports: [] };
}

function parsedFile(text: string): z.infer<typeof fileSchema> {
  const parsed = fileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(problemsOf);
  const more = problems.length > mostTold ? ` There are ${problems.length - mostTold} more.` : '';
  throw new StationError(
    'BAD_INPUT',
    `Nothing of the file was applied. ${problems.slice(0, mostTold).join('. ')}.${more}`,
    `The settings are ${settingKeys.join(', ')}`,
  );
}

/** Most problems in a message. */
const mostTold = 5;

function parseJson(text: string): unknown {
  try {
    // Some editors write a byte order mark at a file's beginning.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new StationError(
      'BAD_INPUT',
      'Nothing of the file was applied: it is not JSON. "station settings export" writes one that is.',
      messageOf(error),
    );
  }
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const [first, key] = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const where = first === 'settings' ? 'is no setting of this station' : 'does not belong in the file';
    return issue.keys.map((unknown) => `“${shortened(unknown)}” ${where}`);
  }
  const place = first === 'line' ? issue.path.slice(1).join('.') : String(key ?? first ?? 'The file');
  return [`${shortened(place)}: ${issue.message}`];
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
