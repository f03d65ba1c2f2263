import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { causeSchema } from '../../../../src/shared/contract/products.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openServices } from '../../../support/services.ts';

test('causes are kept with their product, each once and in the order given', async () => {
  const { products } = openServices();
  const { id } = products.create('Cookie');
  expect(products.get(id).causes).toEqual([]);
  expect(products.setCauses(id, ['crack', 'crumbs', 'crack']).causes).toEqual(['crack', 'crumbs']);
  expect(products.list()[0]?.causes).toEqual(['crack', 'crumbs']);
  expect(await failureOf(() => products.setCauses(randomUUID(), []))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a cause has a name of at most 80 characters, without blanks around it', () => {
  expect(causeSchema.parse(' crack ')).toBe('crack');
  expect(causeSchema.safeParse('  ').success).toBe(false);
  expect(causeSchema.safeParse('x'.repeat(81)).success).toBe(false);
});
