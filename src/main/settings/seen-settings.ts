import type { SettingChange, SettingsState } from '../../shared/contract/settings.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import type { Setting } from '../../shared/domain/setting.ts';
import {
  settingKeys,
  settingsSchema,
  stationSettings,
  type StationSettings,
} from '../../shared/domain/station-settings.ts';

/** Settings with paths of files, which only people who may change settings see. */
const places: ReadonlySet<string> = new Set(
  settingKeys.filter((key) => {
    const setting: Setting = stationSettings[key];
    return setting.namesPlace === true;
  }),
);

const seesPlaces = (user: User): boolean => may(user, 'settings.change');

/** Returns the settings as a user may see them; a hidden path has its default value. */
export function seenSettings(values: StationSettings, user: User): StationSettings {
  if (seesPlaces(user)) return values;
  const standards = settingKeys
    .filter((key) => places.has(key))
    .map((key) => [key, stationSettings[key].standard]);
  return settingsSchema.parse({ ...values, ...Object.fromEntries(standards) });
}

/** Returns the state of the settings as a user may see it. */
export function seenState(state: SettingsState, user: User): SettingsState {
  return { ...state, values: seenSettings(state.values, user) };
}

/** Returns the changes as a user may see them; the values of hidden paths are empty. */
export function seenChanges(changes: readonly SettingChange[], user: User): SettingChange[] {
  if (seesPlaces(user)) return [...changes];
  return changes.map((change) => (places.has(change.key) ? { ...change, before: '', after: '' } : change));
}
