import { z } from 'zod';
import { keysOf } from './keys.ts';
import { languages, type Language } from './languages.ts';
import { plantSettings } from './plant-settings.ts';
import type { Setting } from './setting.ts';
import { visibleLine } from './visible-text.ts';

/**
 * The name is printed and used in file names, so it has no line breaks, invisible or direction-changing
 * characters.
 */
const longestName = 60;
export const stationNameSchema = z
  .string()
  .trim()
  .max(longestName, `A name has at most ${longestName} characters`)
  .regex(visibleLine, 'A name is one line of visible characters');

const reportLanguageChoices = ['window', ...languages] as const;
const keptPictureChoices = ['lossless', 'compact'] as const;
export type KeptPictures = (typeof keptPictureChoices)[number];
const mostDiskGigabytes = 10_000;
const unlikePictureChoices = ['judge', 'leave'] as const;
const unloggedChoices = ['go-on', 'halt'] as const;
/** Longest alarm time without a part, seconds. */
const longestSilence = 3_600;
const longestFolder = 1000;
/** A month in hours. */
const longestBackupInterval = 720;
const mostBackups = 1000;
const signInModes = ['single', 'people'] as const;
/** Longest time until a window locks, minutes. */
const longestLock = 1440;
const lockMinutes = z.number().int('A whole number of minutes is needed').min(0).max(longestLock);
/** Most important first. */
const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
export const decimalSeparators = ['point', 'comma'] as const;
export type DecimalSeparator = (typeof decimalSeparators)[number];

/**
 * The station's own settings. A new setting needs an entry here and words in the window's languages; form,
 * file, schema and command line follow from the entry.
 */
export const stationSettings = {
  'station.name': {
    schema: stationNameSchema.describe(
      'What the station is called in the window, in reports and file names; empty: nothing',
    ),
    standard: '',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'text', longest: longestName },
  },
  'line.silence': {
    schema: z
      .number()
      .int('A whole number of seconds is needed')
      .min(0)
      .max(longestSilence)
      .describe('Alarm when no part has come for so many seconds while an inspection runs; 0: never'),
    standard: 0,
    permission: 'settings.change',
    unit: 's',
    field: { kind: 'number', least: 0, most: longestSilence },
  },
  'users.mode': {
    schema: z
      .enum(signInModes)
      .describe('Who uses the station: single, whoever sits there with every role; people, who sign in'),
    standard: 'single',
    permission: 'users.manage',
    unit: null,
    field: { kind: 'choice', values: signInModes },
  },
  'users.lockOperator': {
    schema: lockMinutes.describe(
      'Minutes without a hand at the window after which an operator is signed out; 0: never',
    ),
    standard: 0,
    permission: 'users.manage',
    unit: 'min',
    field: { kind: 'number', least: 0, most: longestLock },
  },
  'users.lockOthers': {
    schema: lockMinutes.describe(
      'Minutes without a hand at the window after which anybody else is signed out; 0: never',
    ),
    standard: 15,
    permission: 'users.manage',
    unit: 'min',
    field: { kind: 'number', least: 0, most: longestLock },
  },
  'report.language': {
    schema: z
      .enum(reportLanguageChoices)
      .describe(
        'Language of reports where none is chosen; window: that of the window, English on the command line',
      ),
    standard: 'window',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: reportLanguageChoices },
  },
  'csv.decimalSeparator': {
    schema: z
      .enum(decimalSeparators)
      .describe('Decimal separator of CSV files; comma: fields are separated by semicolons then'),
    standard: 'point',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: decimalSeparators },
  },
  'inspection.unlikePictures': {
    schema: z
      .enum(unlikePictureChoices)
      .describe(
        'Parts while their pictures look unlike the training images: judge gives them a verdict beside the notice, ' +
          'leave makes them “not inspected”',
      ),
    standard: 'judge',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: unlikePictureChoices },
  },
  'inspection.unlogged': {
    schema: z
      .enum(unloggedChoices)
      .describe(
        'When a verdict cannot be logged: go-on makes the part “not inspected”, halt pauses the line as well',
      ),
    standard: 'go-on',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: unloggedChoices },
  },
  'log.pictures': {
    schema: z
      .enum(keptPictureChoices)
      .describe(
        'Pictures and maps of entries: lossless keeps them bit for bit, compact as JPEG of high quality and maps in 256 steps, ' +
          'a fraction of the size; a replay then sees the picture as it was kept',
      ),
    standard: 'lossless',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: keptPictureChoices },
  },
  'disk.amber': {
    schema: z
      .number()
      .int('A whole number of gigabytes is needed')
      .min(1)
      .max(mostDiskGigabytes)
      .describe('The disk needs attention below so many free gigabytes, or below 5 % of it'),
    standard: 5,
    permission: 'settings.change',
    unit: 'GB',
    field: { kind: 'number', least: 1, most: mostDiskGigabytes },
  },
  'disk.red': {
    schema: z
      .number()
      .int('A whole number of megabytes is needed')
      .min(100)
      .max(mostDiskGigabytes * 1000)
      .describe('The disk is as good as full below so many free megabytes'),
    standard: 200,
    permission: 'settings.change',
    unit: 'MB',
    field: { kind: 'number', least: 100, most: mostDiskGigabytes * 1000 },
  },
  'backup.folder': {
    schema: z
      .string()
      .trim()
      .max(longestFolder)
      .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A path is one line of visible characters')
      .describe(
        'Folder that backups of the whole station are written into; it is there, outside its home; empty: none',
      ),
    standard: '',
    namesPlace: true,
    permission: 'backup.change',
    unit: null,
    field: { kind: 'text', longest: longestFolder },
  },
  'backup.everyHours': {
    schema: z
      .number()
      .int('A whole number of hours is needed')
      .min(0)
      .max(longestBackupInterval)
      .describe('A backup is taken every so many hours; 0: only when it is asked for'),
    standard: 24,
    permission: 'backup.change',
    unit: 'h',
    field: { kind: 'number', least: 0, most: longestBackupInterval },
  },
  'backup.keep': {
    schema: z
      .number()
      .int('A whole number of backups is needed')
      .min(1)
      .max(mostBackups)
      .describe('Backups that stay in the folder; the oldest are removed once a new one is whole'),
    standard: 14,
    permission: 'backup.change',
    unit: null,
    field: { kind: 'number', least: 1, most: mostBackups },
  },
  'folders.places': {
    schema: z
      .string()
      .trim()
      .max(longestFolder)
      .regex(visibleLine, 'A list of paths is one line of visible characters')
      .describe(
        'Folders that the window may look into to choose one, separated by semicolons; empty: the user’s own and mounted disks',
      ),
    standard: '',
    namesPlace: true,
    permission: 'settings.change',
    unit: null,
    field: { kind: 'text', longest: longestFolder },
  },
  ...plantSettings,
  'logs.level': {
    schema: z
      .enum(logLevels)
      .describe(
        'What is written into the log for those who help, in the folder logs of the home; each has the ones before it',
      ),
    standard: 'info',
    permission: 'settings.change',
    unit: null,
    field: { kind: 'choice', values: logLevels },
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingKey = keyof typeof stationSettings;
export const settingKeys = keysOf(stationSettings);
export const settingKeySchema = z.enum(settingKeys);

/** A value for each setting, and no other keys. */
export const settingsSchema = z.strictObject(shapeOf(stationSettings));
export type StationSettings = z.infer<typeof settingsSchema>;

/** Values for some of the settings. */
export const someSettingsSchema = settingsSchema.partial();
export type SomeSettings = z.infer<typeof someSettingsSchema>;

/**
 * Returns the language of a report without a chosen one.
 *
 * @param own the user's language, used if the station has none
 */
export function languageOfReports(settings: StationSettings, own: Language): Language {
  const language = settings['report.language'];
  return language === 'window' ? own : language;
}

type Table = Readonly<Record<string, Pick<Setting, 'schema'>>>;

/**
 * Returns the schemas of a table by key. The overload keeps each schema's own type, which a loop cannot
 * express.
 */
function shapeOf<Settings extends Table>(
  table: Settings,
): { [Key in keyof Settings]: Settings[Key]['schema'] };
function shapeOf(table: Table): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(table).map(([key, { schema }]) => [key, schema]));
}
