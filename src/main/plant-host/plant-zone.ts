import type { StationSettings } from '../../shared/domain/station-settings.ts';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';

/** Returns a plant's time zone: that of the settings, else that of the host's machine. */
export function plantZone(settings: Pick<StationSettings, 'plant.zone'>): string {
  return settings['plant.zone'] === '' ? ownTimeZone() : settings['plant.zone'];
}
