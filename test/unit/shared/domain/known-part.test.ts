import { expect, test } from 'vitest';
import { isRightVerdict } from '../../../../src/shared/domain/known-part.ts';
import { verdicts } from '../../../../src/shared/domain/verdict.ts';

test('a known good part has to be good, a known bad one anything but good', () => {
  expect(verdicts.map((verdict) => isRightVerdict('good', verdict))).toEqual([true, false, false]);
  expect(verdicts.map((verdict) => isRightVerdict('defect', verdict))).toEqual([false, true, true]);
});
