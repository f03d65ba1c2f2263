import { expect, test } from 'vitest';
import {
  languageOfReports,
  settingKeys,
  settingsSchema,
  stationSettings,
  type Setting,
} from '../../../../src/shared/domain/station-settings.ts';

const settings: readonly (readonly [key: string, setting: Setting])[] = settingKeys.map((key) => [
  key,
  stationSettings[key],
]);
const standards = settingsSchema.parse(
  Object.fromEntries(settings.map(([key, { standard }]) => [key, standard])),
);

test.each(settings)(
  '%s: its standard fits, and its field offers just what fits',
  (_, { schema, standard, field }) => {
    expect(schema.parse(standard)).toBe(standard);
    expect(schema.description).toBeTruthy();
    const values = field.kind === 'choice' ? field.values : ['', 'x'.repeat(field.longest)];
    for (const value of values) expect(schema.parse(value), value).toBe(value);
    const others =
      field.kind === 'choice' ? ['', 'x', values[0]?.toUpperCase()] : ['x'.repeat(field.longest + 1)];
    for (const value of [...others, null, 1, {}]) {
      expect(schema.safeParse(value).success, JSON.stringify(value)).toBe(false);
    }
  },
);

test('a name has no line break, no control character and none that turns the writing', () => {
  const { schema } = stationSettings['station.name'];
  for (const name of ['Linie 3', '曲奇线 3', 'Ñandú – “Süd” & <b>', '  spaced  ']) {
    expect(schema.parse(name)).toBe(name.trim());
  }
  for (const name of [
    'a\nb',
    'a\u0000',
    'a\u2028b',
    'a\u2029b',
    'a\u202Eb',
    'a\u200Bb',
    'a\uFEFFb',
    'a\u0085b',
  ]) {
    expect(schema.safeParse(name).success, JSON.stringify(name)).toBe(false);
  }
});

test('reports are written in the language of the settings, or else in that of whoever asks', () => {
  expect(languageOfReports(standards, 'zh-CN')).toBe('zh-CN');
  expect(languageOfReports({ ...standards, 'report.language': 'de' }, 'zh-CN')).toBe('de');
});
