import { expect, test } from 'vitest';
import { compareVersions } from '../../../../src/main/update/version.ts';

test('versions are compared by their numbers, not by their letters', () => {
  const versions = ['1.10.0', '0.9.9', '1.2.10', '1.2.9', '10.0.0', '1.2.10'];
  expect(versions.toSorted(compareVersions)).toEqual([
    '0.9.9',
    '1.2.9',
    '1.2.10',
    '1.2.10',
    '1.10.0',
    '10.0.0',
  ]);
});
