import { z } from 'zod';
import { settingKeySchema, settingsSchema, someSettingsSchema } from '../domain/station-settings.ts';
import { secretNameSchema } from '../domain/output-secrets.ts';
import { count, instant, procedure, rowId } from './base.ts';

/** Where a setting's value comes from. */
export const settingOriginSchema = z.object({
  /** `unreadable`: what the database holds is no value of this setting, and its standard is in force. */
  state: z.enum(['standard', 'set', 'unreadable']),
  /** Who set it and when; null where nobody has. */
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
});
export type SettingOrigin = z.infer<typeof settingOriginSchema>;

export const settingsStateSchema = z.object({
  /** Counts up with every change of any setting. */
  version: count,
  values: settingsSchema,
  origins: z.record(settingKeySchema, settingOriginSchema),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

/** Changes of a history that are looked up at once, at most. */
export const longestHistory = 200;

export const settingChangeSchema = z.object({
  id: rowId,
  /** May be a setting that this version has no more. */
  key: z.string(),
  before: z.json(),
  after: z.json(),
  setBy: z.string(),
  setAt: instant,
});
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** A file of settings has at most so many characters. */
export const longestSettingsFile = 262_144;

export const plannedChangeSchema = z.object({ key: settingKeySchema, before: z.json(), after: z.json() });
/** Something of the line that a file changes: `lanes.2`, `recipes.12`, `outputs.MES folder`. */
export const plannedLineChangeSchema = z.object({ key: z.string(), before: z.json(), after: z.json() });
/** Passwords and keys that an output has where a file was written, and lacks here. */
export const secretsToSetSchema = z.object({ output: z.string(), secrets: z.array(secretNameSchema).min(1) });
export type SecretsToSet = z.infer<typeof secretsToSetSchema>;
export type PlannedLineChange = z.infer<typeof plannedLineChangeSchema>;
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** The version that a change was made from: refused as CONFLICT when one of its settings was changed since. */
const expected = count;

export const settings = {
  get: procedure('settings.read').output(settingsStateSchema),
  /** All of them or none. */
  set: procedure('settings.change')
    .input(
      z.object({
        values: someSettingsSchema.refine(
          (values) => Object.keys(values).length > 0,
          'At least one setting is needed',
        ),
        expected,
      }),
    )
    .output(settingsStateSchema),
  /** Newest first. */
  history: procedure('settings.read')
    .input(
      z.object({
        key: settingKeySchema.optional(),
        /** Only what was changed before this change. */
        before: rowId.optional(),
        limit: z.number().int().min(1).max(longestHistory).default(50),
      }),
    )
    .output(z.object({ changes: z.array(settingChangeSchema), more: z.boolean() })),
  /** What is in force, as a file that `apply` takes. */
  export: procedure('settings.read').output(z.object({ fileName: z.string(), text: z.string() })),
  /** Sets what a file says, all of it or nothing. What the file does not name stays as it is. */
  apply: procedure('settings.change')
    .input(
      z.object({
        text: z.string().max(longestSettingsFile),
        /** Only says what would change. */
        check: z.boolean().default(false),
        expected: expected.optional(),
      }),
    )
    .output(
      z.object({
        changes: z.array(plannedChangeSchema),
        line: z.array(plannedLineChangeSchema),
        /** Secrets never stand in a file: these have to be set again. */
        secrets: z.array(secretsToSetSchema),
        version: count,
      }),
    ),
};
