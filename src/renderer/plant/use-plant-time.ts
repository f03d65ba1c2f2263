import { computed } from 'vue';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';
import { formatInstant } from '../formats.ts';
import { useText } from '../i18n/use-text.ts';
import { useStationStatus } from '../stores/station-status.ts';

/** Formats times for the Plant workplace: by the plant's clock, wherever the window is. */
export function usePlantTime() {
  const { locale } = useText();
  const station = useStationStatus();
  const zone = computed(() => station.status?.plantZone ?? ownTimeZone());
  return { zone, time: (instant: number): string => formatInstant(instant, locale.value, zone.value) };
}
