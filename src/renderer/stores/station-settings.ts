import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import type { Language } from '../../shared/domain/languages.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import { useClient } from '../transport/client.ts';
import { usePreferences } from './preferences.ts';
import { useStationStatus } from './station-status.ts';
import { useKnown } from './use-answer.ts';

/** The station's own settings, as they are in force; they follow what other windows and the command line change. */
export const useStationSettings = defineStore('station-settings', () => {
  const client = useClient();
  const station = useStationStatus();
  const preferences = usePreferences();
  const {
    answer: state,
    failure,
    refresh,
  } = useKnown(() => client.settings.get(), { when: ({ kind }) => kind === 'settings' });
  // Another process tells nobody of its changes: the station's state does, at the next question.
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
    /** What reports begin with. */
    reportLanguage: computed((): Language => {
      const windowLanguage = preferences.locale;
      return state.value === null ? windowLanguage : languageOfReports(state.value.values, windowLanguage);
    }),
  };
});
