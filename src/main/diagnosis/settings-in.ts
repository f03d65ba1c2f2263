import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createSettingsRepository } from '../settings/repository.ts';
import { createSettingsService } from '../settings/service.ts';

/** Change events without listeners, because a diagnosis changes nothing. */
export const unheard = { publish: () => undefined };

/** Returns the settings in force. */
export function settingsIn(database: StationDatabase): StationSettings {
  return createSettingsService({ settings: createSettingsRepository(database), changes: unheard }).current();
}
