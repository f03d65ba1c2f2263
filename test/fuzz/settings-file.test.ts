import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLineOfFile, parseSettingsFile } from '../../src/main/settings/settings-file.ts';
import { lineFileSchema } from '../../src/shared/domain/line-file.ts';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { someSettingsSchema } from '../../src/shared/domain/station-settings.ts';
import { arbitraryOf } from '../support/fuzz/arbitrary-of.ts';
import { jsonText, everyInput, mutated, patience } from '../support/fuzz/inputs.ts';

const files = fc.record(
  { settings: arbitraryOf(someSettingsSchema), line: arbitraryOf(lineFileSchema) },
  { requiredKeys: ['settings'] },
);
const texts = fc.oneof(
  files.map((file) => JSON.stringify(file)),
  mutated(files).map((file) => jsonText(file)),
  fc.tuple(files, fc.nat()).map(([file, at]) => JSON.stringify(file).slice(0, at % 500)),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.json(),
);

test(
  'a file of settings is read as its schema says, or refused with a reason that stays short',
  async () => {
    let taken = 0;
    await everyInput(0.15, texts, (text) => {
      try {
        const settings = parseSettingsFile(text);
        expect(someSettingsSchema.safeParse(settings).success).toBe(true);
        expect(lineFileSchema.safeParse(parseLineOfFile(text)).success).toBe(true);
        taken += 1;
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        expect(error.code).toBe('BAD_INPUT');
        expect(error.message.length).toBeLessThan(5000);
      }
    });
    expect(taken).toBeGreaterThan(0);
  },
  patience,
);
