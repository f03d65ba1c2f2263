import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useStationConnection } from '../transport/client.ts';

/** State of the connection to the station. */
export const useConnection = defineStore('connection', () => {
  const connection = useStationConnection();
  return {
    state: connection.state,
    isOpen: computed(() => connection.state.value === 'open'),
    retry: () => connection.retry(),
  };
});
