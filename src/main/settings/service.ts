import { z } from 'zod';
import {
  settingsStateSchema,
  type PlannedChange,
  type SettingChange,
  type SettingOrigin,
  type SettingsState,
} from '../../shared/contract/settings.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import {
  settingKeys,
  someSettingsSchema,
  stationSettings,
  type SettingKey,
  type SomeSettings,
  type StationSettings,
} from '../../shared/domain/station-settings.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationChanges } from '../station/changes.ts';
import type { NewSettingRow, SettingRow, SettingsRepository } from './repository.ts';
import { parseSettingsFile, settingsFile } from './settings-file.ts';

export interface SettingsServiceParts {
  readonly settings: SettingsRepository;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** Checks new values beyond their schema, such as that a folder exists. @throws StationError such as BAD_INPUT */
  readonly check?: SettingCheck;
  /** Returns the time, milliseconds since 1970. */
  readonly now?: () => number;
}

export type SettingCheck = (values: SomeSettings) => void;

/** A change of a value, as JSON. */
interface Step {
  readonly key: SettingKey;
  readonly before: string;
  readonly after: string;
}

export type SettingsService = ReturnType<typeof createSettingsService>;

/**
 * Makes the service of the station's own settings. Every call reads the database, because the command line, another
 * process, changes them as well.
 */
export function createSettingsService({
  settings,
  changes,
  check = () => undefined,
  now = Date.now,
}: SettingsServiceParts) {
  const latest = (): Map<string, SettingRow> => new Map(settings.latest().map((row) => [row.key, row]));

  function state(): SettingsState {
    const rows = latest();
    const read = settingKeys.map((key) => [key, readSetting(key, rows.get(key))] as const);
    return settingsStateSchema.parse({
      version: Math.max(0, ...[...rows.values()].map(({ id }) => id)),
      values: Object.fromEntries(read.map(([key, { value }]) => [key, value])),
      origins: Object.fromEntries(read.map(([key, { origin }]) => [key, origin])),
    });
  }

  /** Returns the changes of values that differ from those in force. */
  function steps(values: SomeSettings, rows: ReadonlyMap<string, SettingRow>): Step[] {
    return settingKeys.flatMap((key) => {
      if (values[key] === undefined) return [];
      const before = rows.get(key)?.after ?? JSON.stringify(stationSettings[key].standard);
      const after = JSON.stringify(values[key]);
      return before === after ? [] : [{ key, before, after }];
    });
  }

  /** Checks only the changed values, so that a folder that has disappeared does not prevent other changes. */
  function ensureHolds(values: SomeSettings): void {
    const changed = steps(values, latest()).map(({ key, after }) => [key, jsonOf(after)]);
    check(someSettingsSchema.parse(Object.fromEntries(changed)));
  }

  /** @param expected version on which the change is based; null overwrites any change made meanwhile */
  function change(values: SomeSettings, expected: number | null, user: User): PlannedChange[] {
    let done: Step[] = [];
    ensureHolds(values);
    settings.append((): NewSettingRow[] => {
      const rows = latest();
      done = steps(values, rows);
      for (const { key } of done) {
        ensureMay(user, key);
        if (expected !== null) ensureUnchanged(key, rows.get(key), expected);
      }
      const setAt = now();
      return done.map((step) => ({ ...step, setBy: user.name, setAt }));
    });
    if (done.length > 0) changes.publish({ kind: 'settings' });
    return done.map(planned);
  }

  return {
    state,

    /** Returns the settings in force. */
    current: (): StationSettings => state().values,

    /**
     * Changes one or several settings, all or none.
     *
     * @param expected the version on which the change is based
     * @throws StationError FORBIDDEN; CONFLICT if one of them was changed since
     */
    set(values: SomeSettings, expected: number, user: User): SettingsState {
      change(values, expected, user);
      return state();
    },

    /** Returns the changes, newest first. */
    history({
      key = null,
      before = null,
      limit,
    }: {
      readonly key?: SettingKey | null | undefined;
      readonly before?: number | null | undefined;
      readonly limit: number;
    }): { changes: SettingChange[]; more: boolean } {
      const rows = settings.history(key, before, limit + 1);
      return {
        changes: rows.slice(0, limit).map((row) => ({
          ...row,
          before: jsonOf(row.before),
          after: jsonOf(row.after),
        })),
        more: rows.length > limit,
      };
    },

    /** Returns the settings in force as the text of a file for `apply`. */
    exportText: (): string => settingsFile(state().values),

    /**
     * Applies a file, all of it or nothing.
     *
     * @param check only returns what would change
     * @throws StationError BAD_INPUT naming what is wrong in the file, FORBIDDEN, CONFLICT
     */
    apply(
      text: string,
      { check, expected = null }: { readonly check: boolean; readonly expected?: number | null | undefined },
      user: User,
    ): { changes: PlannedChange[]; version: number } {
      const values = parseSettingsFile(text);
      ensureHolds(values);
      const done = check ? steps(values, latest()).map(planned) : change(values, expected, user);
      return { changes: done, version: settings.version() };
    },
  };
}

function readSetting(
  key: SettingKey,
  row: SettingRow | undefined,
): { readonly value: unknown; readonly origin: SettingOrigin } {
  const { schema, standard } = stationSettings[key];
  if (row === undefined) return { value: standard, origin: { state: 'standard', setBy: null, setAt: null } };
  const { setBy, setAt } = row;
  const parsed = schema.safeParse(jsonOf(row.after));
  return parsed.success
    ? { value: parsed.data, origin: { state: 'set', setBy, setAt } }
    : { value: standard, origin: { state: 'unreadable', setBy, setAt } };
}

function ensureMay(user: User, key: SettingKey): void {
  if (may(user, stationSettings[key].permission)) return;
  throw new StationError('FORBIDDEN', `${user.name} may not change “${key}”. Ask an administrator for it.`);
}

function ensureUnchanged(key: SettingKey, row: SettingRow | undefined, expected: number): void {
  if (row === undefined || row.id <= expected) return;
  throw new StationError(
    'CONFLICT',
    `“${key}” was changed meanwhile, by ${row.setBy}. Look at what is in force now, then change it again.`,
  );
}

function planned({ key, before, after }: Step): PlannedChange {
  return { key, before: jsonOf(before), after: jsonOf(after) };
}

/** Parses a value from the database; returns text that is no JSON, possible only after tampering, unchanged. */
function jsonOf(text: string): z.core.util.JSONType {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
}
