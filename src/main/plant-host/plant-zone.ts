import type { StationSettings } from '../../shared/domain/station-settings.ts';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';

/** By whose clock a plant's hours and days are told: the zone that is set, else that of the host's machine. */
export function plantZone(settings: Pick<StationSettings, 'plant.zone'>): string {
  return settings['plant.zone'] === '' ? ownTimeZone() : settings['plant.zone'];
}
