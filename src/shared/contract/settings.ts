import { z } from 'zod';
import { settingKeySchema, settingsSchema, someSettingsSchema } from '../domain/station-settings.ts';
import { secretNameSchema } from '../domain/output-secrets.ts';
import { count, instant, procedure, rowId } from './base.ts';

/** The origin of a setting's value. */
export const settingOriginSchema = z.object({
  /** `unreadable`: the database holds no valid value, so the standard is in force. */
  state: z.enum(['standard', 'set', 'unreadable']),
  /** Who set the value; null: nobody. */
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

/** Most changes in one answer of `history`. */
export const longestHistory = 200;

export const settingChangeSchema = z.object({
  id: rowId,
  /** May be a setting that this version no longer has. */
  key: z.string(),
  before: z.json(),
  after: z.json(),
  setBy: z.string(),
  setAt: instant,
});
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** Longest settings file, characters. */
export const longestSettingsFile = 262_144;

export const plannedChangeSchema = z.object({ key: settingKeySchema, before: z.json(), after: z.json() });
/**
 * A change that a file makes to the line. Examples of `key`: `lanes.2`, `recipes.12`, `outputs.MES folder`.
 */
export const plannedLineChangeSchema = z.object({ key: z.string(), before: z.json(), after: z.json() });
/** Names of passwords and keys that an output of the file had and that are missing here. */
export const secretsToSetSchema = z.object({ output: z.string(), secrets: z.array(secretNameSchema).min(1) });
export type SecretsToSet = z.infer<typeof secretsToSetSchema>;
export type PlannedLineChange = z.infer<typeof plannedLineChangeSchema>;
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** The version that the caller knows. Fails with CONFLICT if one of its settings has changed since. */
const expected = count;

export const settings = {
  get: procedure('settings.read').output(settingsStateSchema),
  /** Sets all given settings or none. */
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
  /** Lists changes, newest first. */
  history: procedure('settings.read')
    .input(
      z.object({
        key: settingKeySchema.optional(),
        /** Only changes older than this one. */
        before: rowId.optional(),
        limit: z.number().int().min(1).max(longestHistory).default(50),
      }),
    )
    .output(z.object({ changes: z.array(settingChangeSchema), more: z.boolean() })),
  /** Returns the settings in force as a file for `apply`. */
  export: procedure('settings.read').output(z.object({ fileName: z.string(), text: z.string() })),
  /** Applies a settings file, all of it or nothing. Settings that the file does not name stay as they are. */
  apply: procedure('settings.change')
    .input(
      z.object({
        text: z.string().max(longestSettingsFile),
        /** Whether to report the changes only. */
        check: z.boolean().default(false),
        expected: expected.optional(),
      }),
    )
    .output(
      z.object({
        changes: z.array(plannedChangeSchema),
        line: z.array(plannedLineChangeSchema),
        /** Secrets to set by hand, since files never contain any. */
        secrets: z.array(secretsToSetSchema),
        version: count,
      }),
    ),
};
