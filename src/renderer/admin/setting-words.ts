import { settingKeys, stationSettings, type SettingKey } from '../../shared/domain/station-settings.ts';
import type { Text } from '../i18n/use-text.ts';

type Choice = Extract<(typeof stationSettings)[SettingKey]['field'], { kind: 'choice' }>['values'][number];

/** Returns a setting's name; for a setting unknown to this version, its key. */
export function settingTitle(key: string, { t }: Pick<Text, 't'>): string {
  const current = settingKeys.find((name) => name === key);
  return current === undefined ? key : t(`settings.keys.${current}.title`);
}

/** Formats a value for people; an invalid value appears as in the database. */
export function valueWords(key: string, value: unknown, { t }: Pick<Text, 't'>): string {
  const choice = choicesOf(key).find((offered) => offered === value);
  if (choice !== undefined) return t(`settings.values.${choice}`);
  if (value === '') return t('settings.empty');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function choicesOf(key: string): readonly Choice[] {
  const current = settingKeys.find((name) => name === key);
  if (current === undefined) return [];
  const { field } = stationSettings[current];
  return field.kind === 'choice' ? field.values : [];
}
