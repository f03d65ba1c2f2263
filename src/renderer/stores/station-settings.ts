import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { SettingsState } from '../../shared/contract/settings.ts';
import type { Language } from '../../shared/domain/languages.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';
import { usePreferences } from './preferences.ts';
import { useStationStatus } from './station-status.ts';
import { useStationChanges } from './use-station-changes.ts';

/** The station's own settings, as they are in force; they follow what other windows and the command line change. */
export const useStationSettings = defineStore('station-settings', () => {
  const client = useClient();
  const station = useStationStatus();
  const preferences = usePreferences();
  const state = shallowRef<SettingsState | null>(null);
  const failure = shallowRef<Failure | null>(null);

  async function refresh(): Promise<void> {
    try {
      state.value = await client.settings.get();
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  useStationChanges(({ kind }) => kind === 'settings', refresh);
  // Another process tells nobody of its changes: the station's state does, at the next question.
  watch(
    () => station.status?.settingsVersion,
    (version) => {
      if (version !== state.value?.version) void refresh();
    },
  );
  void refresh();

  return {
    state,
    failure,
    refresh,
    /** What reports begin with. */
    reportLanguage: computed((): Language => {
      const windowLanguage = preferences.locale;
      return state.value === null ? windowLanguage : languageOfReports(state.value.values, windowLanguage);
    }),
  };
});
