import { describe, expect, test } from 'vitest';
import { newAccessLinkSchema } from '../../../../src/shared/contract/access.ts';
import { defectKindSchema } from '../../../../src/shared/contract/datasets.ts';
import { givenPauseReasonSchema } from '../../../../src/shared/contract/inspection.ts';
import { givenCauseSchema, productNameSchema } from '../../../../src/shared/contract/products.ts';
import { stationPath } from '../../../../src/shared/domain/station-path.ts';
import { looksLike, noteSchema } from '../../../../src/shared/domain/visible-text.ts';

/** NUL, a line feed, a switch to right-to-left, a zero-width space, half a surrogate pair, a private-use character. */
const unseen = ['\0', '\n', '\u202E', '\u200B', '\uD800', '\uE000'];

describe('what people write', () => {
  test.each([
    ['the name of a link', newAccessLinkSchema.shape.name],
    ['the name of a product', productNameSchema],
    ['a cause', givenCauseSchema],
    ['a kind of defect', defectKindSchema],
    ['a reason', givenPauseReasonSchema],
    ['a path', stationPath],
  ])('%s has visible characters only', (_what, schema) => {
    for (const text of ['Riß am Rand', '划痕 俊', 'Ø 5 mm – links', '🙂']) {
      expect(schema.safeParse(text).success, text).toBe(true);
    }
    for (const one of unseen) expect(schema.safeParse(`a${one}b`).success, JSON.stringify(one)).toBe(false);
  });

  test('a note may have lines, and nothing unseen', () => {
    const note = noteSchema(100);
    expect(note.safeParse('first\nsecond\t5 mm').success).toBe(true);
    for (const one of unseen.filter((other) => other !== '\n')) {
      expect(note.safeParse(`a${one}b`).success, JSON.stringify(one)).toBe(false);
    }
  });
});

describe('words that the station keeps for itself', () => {
  test('are known in other alphabets, cases, widths and with what is not seen', () => {
    for (const text of [
      'local',
      'Local',
      'lоcal',
      'lοcal',
      'local\u200B',
      'ｌｏｃａｌ',
      'lócal',
      'l o c a l',
      '1ocal',
    ]) {
      expect(looksLike(text, 'local'), text).toBe(true);
    }
    for (const text of ['locale', 'loca', 'Mira', 'vocal', '']) {
      expect(looksLike(text, 'local'), text).toBe(false);
    }
  });

  test('are no kind of defect', () => {
    for (const text of ['good', 'GOOD', 'gооd', 'g00d']) {
      expect(defectKindSchema.safeParse(text).success, text).toBe(false);
    }
    expect(defectKindSchema.safeParse('goods lost').success).toBe(true);
  });
});
