import { expect, test } from 'vitest';
import {
  languageOfReports,
  settingKeys,
  settingsSchema,
  stationSettings,
} from '../../../../src/shared/domain/station-settings.ts';
import type { Setting, SettingField } from '../../../../src/shared/domain/setting.ts';

const settings: readonly (readonly [key: string, setting: Setting])[] = settingKeys.map((key) => [
  key,
  stationSettings[key],
]);
const standards = settingsSchema.parse(
  Object.fromEntries(settings.map(([key, { standard }]) => [key, standard])),
);

/** Returns values that a field accepts, and values that it refuses. */
function valuesOf(field: SettingField): {
  readonly fits: readonly unknown[];
  readonly others: readonly unknown[];
} {
  switch (field.kind) {
    case 'choice':
      return { fits: field.values, others: ['', 'x', field.values[0]?.toUpperCase(), 1] };
    case 'number':
      return {
        fits: [field.least, field.most],
        others: [field.least - 1, field.most + 1, 0.5, NaN, '', '1'],
      };
    case 'text':
      if (field.offers === 'time-zones') return { fits: ['', 'Europe/Berlin'], others: ['Berlin', 'x', 1] };
      return { fits: ['', 'x'.repeat(field.longest)], others: ['x'.repeat(field.longest + 1), 1] };
  }
}

test.each(settings)(
  '%s: its standard fits, and its field offers just what fits',
  (_, { schema, standard, field }) => {
    expect(schema.parse(standard)).toBe(standard);
    expect(schema.description).toBeTruthy();
    const { fits, others } = valuesOf(field);
    for (const value of fits) expect(schema.parse(value)).toBe(value);
    for (const value of [...others, null, {}]) {
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
