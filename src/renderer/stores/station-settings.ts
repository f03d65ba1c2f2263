import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import type { Language } from '../../shared/domain/languages.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import { useClient } from '../transport/client.ts';
import { usePreferences } from './preferences.ts';
import { useStationStatus } from './station-status.ts';
import { useKnown } from './use-answer.ts';

/** The station's own settings in force, including changes by other windows and the command line. */
export const useStationSettings = defineStore('station-settings', () => {
  const client = useClient();
  const station = useStationStatus();
  const preferences = usePreferences();
  const {
    answer: state,
    failure,
    refresh,
  } = useKnown(() => client.settings.get(), { when: ({ kind }) => kind === 'settings' });
  // Other processes announce no changes; the version in the station's status shows them at its next poll.
  watch(
    () => station.status?.settingsVersion,
    (version) => {
      if (version !== state.value?.version) void refresh();
    },
  );

  return {
    state,
    failure,
    refresh,
    /** The default language of reports. */
    reportLanguage: computed((): Language => {
      const windowLanguage = preferences.locale;
      return state.value === null ? windowLanguage : languageOfReports(state.value.values, windowLanguage);
    }),
  };
});
