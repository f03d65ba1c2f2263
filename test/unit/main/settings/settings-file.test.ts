import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settingKeys, stationSettings } from '../../../../src/shared/domain/station-settings.ts';
import {
  parseSettingsFile,
  settingsFile,
  settingsJsonSchema,
} from '../../../../src/main/settings/settings-file.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';

const settings = {
  'station.name': 'Line 3',
  'line.silence': 30,
  'users.mode': 'people',
  'users.lockOperator': 0,
  'users.lockOthers': 15,
  'report.language': 'de',
  'csv.decimalSeparator': 'comma',
  'inspection.unlikePictures': 'leave',
  'inspection.unlogged': 'halt',
  'log.pictures': 'compact',
  'disk.amber': 20,
  'disk.red': 500,
  'backup.folder': '/backups',
  'backup.everyHours': 12,
  'backup.keep': 7,
  'folders.places': '/parts;/mnt/parts',
  'plant.parts': 'keep',
  'plant.entries': 'keep',
  'plant.thumbnails': 'send',
  'plant.state': 'keep',
  'plant.decisions': 'refuse',
  'plant.models': 'refuse',
  'plant.training': 'take',
  'plant.zone': 'Asia/Kathmandu',
  'logs.level': 'debug',
} as const;

test('a file names every setting, and reads as what it was written from', () => {
  const text = settingsFile(settings);
  expect(text.endsWith('\n')).toBe(true);
  expect(Object.keys(z.object({ settings: z.looseObject({}) }).parse(JSON.parse(text)).settings)).toEqual(
    settingKeys,
  );
  expect(parseSettingsFile(text)).toEqual(settings);
  expect(parseSettingsFile(`\uFEFF${text}`)).toEqual(settings);
});

test('what a file does not name stays as it is', () => {
  expect(parseSettingsFile('{"settings": {}}')).toEqual({});
  expect(parseSettingsFile('{"settings": {"station.name": "  Line 3 "}}')).toEqual({
    'station.name': 'Line 3',
  });
});

describe('a file that does not fit', () => {
  test.each([
    ['no JSON at all', 'name = Line 3', 'it is not JSON'],
    ['half a file', settingsFile(settings).slice(0, 60), 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['a list', '[]', 'expected object'],
    ['no settings', '{}', 'settings: '],
    ['settings beside the object', '{"station.name": "x", "settings": {}}', '“station.name” does not belong'],
    [
      'an unknown setting',
      '{"settings": {"station.nmae": "x"}}',
      '“station.nmae” is no setting of this station',
    ],
    ['a value of another kind', '{"settings": {"station.name": 3}}', 'station.name: '],
    ['null', '{"settings": {"station.name": null}}', 'station.name: '],
    ['a choice that there is not', '{"settings": {"report.language": "fr"}}', 'report.language: '],
    ['a name of several lines', '{"settings": {"station.name": "a\\nb"}}', 'one line of visible characters'],
    ['a name that turns the writing', '{"settings": {"station.name": "a\\u202Eb"}}', 'visible characters'],
    ['a name that is too long', `{"settings": {"station.name": "${'x'.repeat(61)}"}}`, 'at most 60'],
    ['a prototype', '{"settings": {"__proto__": {"x": 1}}}', '“__proto__” is no setting'],
    ['a name of every object', '{"settings": {"constructor": 1}}', '“constructor” is no setting'],
  ])('a file with %s is refused whole, and told why', async (_, text, told) => {
    const failure = await failureOf(() => parseSettingsFile(text));
    expect(failure.code).toBe('BAD_INPUT');
    expect(failure.message).toContain('Nothing of the file was applied');
    expect(failure.message).toContain(told);
  });

  test('of many problems the first few', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`key${index}`, index]));
    const text = JSON.stringify({ settings: { ...unknown, ['x'.repeat(5000)]: 1 } });
    const { message } = await failureOf(() => parseSettingsFile(text));
    expect(message).toContain('“key0” is no setting');
    expect(message).toContain('There are 896 more.');
    expect(message.length).toBeLessThan(600);
  });
});

test('whatever a file holds, it is read or refused by name', async () => {
  const random = seededRandom(7);
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[random.integer(values.length)] ?? values[0];
  const value = (depth: number): unknown =>
    pick<() => unknown>([
      () => null,
      () => random.next() * 1e6,
      () => pick(['', 'de', 'comma', 'window', '\u0000', '‮', 'x'.repeat(100), 'Line 3']),
      () => random.next() < 0.5,
      () => (depth > 3 ? [] : [value(depth + 1)]),
      () => (depth > 3 ? {} : { [pick(keys)]: value(depth + 1) }),
    ])();
  const keys = [
    'station.name',
    'report.language',
    'csv.decimalSeparator',
    'x',
    '',
    '$schema',
    'settings',
  ] as const;
  let read = 0;
  for (let round = 0; round < 2000; round++) {
    const part = Object.fromEntries(Array.from({ length: random.integer(3) }, () => [pick(keys), value(0)]));
    const text = JSON.stringify(random.next() < 0.2 ? part : { settings: part });
    try {
      const found = parseSettingsFile(text);
      for (const key of settingKeys) {
        if (found[key] !== undefined) {
          expect(stationSettings[key].schema.safeParse(found[key]).success).toBe(true);
        }
      }
      read += 1;
    } catch {
      const failure = await failureOf(() => parseSettingsFile(text));
      expect(failure.code).toBe('BAD_INPUT');
    }
  }
  expect(read).toBeGreaterThan(5);
});

test('the JSON Schema says of every setting what fits, what it is for and what its standard is', () => {
  const schema = z
    .object({
      title: z.string(),
      additionalProperties: z.literal(false),
      properties: z.object({
        settings: z.object({
          additionalProperties: z.literal(false),
          properties: z.record(
            z.enum(settingKeys),
            z.looseObject({
              description: z.string().min(20),
              default: z.union([z.string(), z.number()]),
              type: z.enum(['string', 'integer']),
            }),
          ),
        }),
      }),
    })
    .parse(JSON.parse(settingsJsonSchema()));
  const { properties } = schema.properties.settings;
  expect(properties['report.language']).toMatchObject({
    enum: ['window', 'en', 'de', 'zh-CN'],
    default: 'window',
  });
  expect(properties['station.name']).toMatchObject({ maxLength: 60, default: '' });
  expect(properties['line.silence']).toMatchObject({ type: 'integer', maximum: 3600, default: 0 });
  // The schema names no foreign address beside the schema language's own.
  expect(settingsJsonSchema().match(/https?:[^"]*/g)).toEqual([
    'https://json-schema.org/draft/2020-12/schema',
  ]);
});
