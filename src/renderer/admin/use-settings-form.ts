import { computed, shallowReactive, shallowRef, type Ref } from 'vue';
import type { SettingsState } from '../../shared/contract/settings.ts';
import {
  settingKeys,
  someSettingsSchema,
  stationSettings,
  type SettingKey,
} from '../../shared/domain/station-settings.ts';

/**
 * Unsaved settings. An untouched field follows the value in force; a touched one keeps its text. The form remembers the
 * settings' version at the first change, so that saving does not overwrite a later change by someone else.
 */
export function useSettingsForm(state: Ref<SettingsState | null>) {
  const draft = shallowReactive(new Map<SettingKey, unknown>());
  const base = shallowRef(0);

  const inForce = (key: SettingKey): unknown => state.value?.values[key] ?? stationSettings[key].standard;
  const changed = computed(() => settingKeys.filter((key) => draft.has(key)));
  const invalid = computed(() =>
    changed.value.filter((key) => !stationSettings[key].schema.safeParse(draft.get(key)).success),
  );

  function touch(key: SettingKey, value: unknown): void {
    if (draft.size === 0) base.value = state.value?.version ?? 0;
    if (value === inForce(key)) draft.delete(key);
    else draft.set(key, value);
  }

  return {
    changed,
    invalid,
    valueOf: (key: SettingKey): unknown => (draft.has(key) ? draft.get(key) : inForce(key)),
    touch,
    discard: () => draft.clear(),
    /** Returns the values to save and the version they are based on. @throws ZodError if a field is invalid */
    changes: () => ({ values: someSettingsSchema.parse(Object.fromEntries(draft)), expected: base.value }),
  };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;
