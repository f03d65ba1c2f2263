import { expect, test } from 'vitest';
import { isSameName } from '../../../../src/shared/domain/same-name.ts';

test('case, spaces around a name and how its accents are written do not tell products apart', () => {
  expect(isSameName('Größe 3', ' GRO\u0308ßE 3')).toBe(true);
  expect(isSameName('Größe 3', 'Grosse 3')).toBe(false);
});
