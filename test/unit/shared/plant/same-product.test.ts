import { expect, test } from 'vitest';
import { isSameProduct } from '../../../../src/shared/plant/same-product.ts';

test('case, spaces around a name and how its accents are written do not tell products apart', () => {
  expect(isSameProduct('Größe 3', ' GRO\u0308ßE 3')).toBe(true);
  expect(isSameProduct('Größe 3', 'Grosse 3')).toBe(false);
});
