import { computed, type ComputedRef } from 'vue';
import { formatDuration } from '../formats.ts';
import { useText } from '../i18n/use-text.ts';
import { useStationClock } from '../stores/station-clock.ts';

/** Words for the difference between this device's clock and the station's; null while they agree. */
export function useClockWords(): ComputedRef<string | null> {
  const { t, locale } = useText();
  const clock = useStationClock();
  return computed(() => {
    if (clock.ahead === 0) return null;
    const span = formatDuration(Math.abs(clock.ahead) / 1000, locale.value);
    return t(clock.ahead > 0 ? 'frame.status.clockAhead' : 'frame.status.clockBehind', { span });
  });
}
