import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useStationConnection } from '../transport/client.ts';

/** Whether the station is there, for everything that shows it. */
export const useConnection = defineStore('connection', () => {
  const connection = useStationConnection();
  return {
    state: connection.state,
    isOpen: computed(() => connection.state.value === 'open'),
    retry: () => connection.retry(),
  };
});
