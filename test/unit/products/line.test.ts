import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { lineSettingsSchema } from '../../../src/shared/contract/products.ts';
import { failureOf } from '../../support/failure-of.ts';
import { openServices } from '../../support/services.ts';

test('a product alarms never until an engineer says after how many defects', async () => {
  const { products } = openServices();
  const { id, line } = products.create('Cookie');
  expect(line.alarmAfter).toBeNull();
  expect(products.setLine(id, { ...line, alarmAfter: 5 }).line.alarmAfter).toBe(5);
  expect(products.list()[0]?.line.alarmAfter).toBe(5);
  expect(products.setLine(id, line).line.alarmAfter).toBeNull();
  expect(await failureOf(() => products.setLine(randomUUID(), line))).toMatchObject({ code: 'NOT_FOUND' });
});

test('so many defects are whole, 1 to 100', () => {
  const { alarmAfter } = lineSettingsSchema.shape;
  expect([1, 100, null].map((value) => alarmAfter.safeParse(value).success)).toEqual([true, true, true]);
  expect([0, 101, 2.5].map((value) => alarmAfter.safeParse(value).success)).toEqual([false, false, false]);
});
