import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { lineSettingsSchema } from '../../../../src/shared/contract/products.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openServices } from '../../../support/services.ts';

test('a product alarms never until an engineer says after how many defects', async () => {
  const { products } = openServices();
  const { id, line } = products.create('Cookie');
  expect(line.alarmAfter).toBeNull();
  expect(products.setLine(id, { ...line, alarmAfter: 5 }).line.alarmAfter).toBe(5);
  expect(products.list()[0]?.line.alarmAfter).toBe(5);
  expect(products.setLine(id, line).line.alarmAfter).toBeNull();
  expect(await failureOf(() => products.setLine(randomUUID(), line))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a code belongs to one product in use, whatever its case', async () => {
  const { products } = openServices();
  const cookie = products.create('Cookie');
  const tile = products.create('Tile');
  const withCode = { ...cookie.line, code: 'GB-71' };
  expect(products.setLine(cookie.id, withCode).line.code).toBe('GB-71');
  expect(products.setLine(cookie.id, withCode).line.code).toBe('GB-71');
  expect(await failureOf(() => products.setLine(tile.id, { ...tile.line, code: 'gb-71' }))).toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('Cookie'),
  });
  products.archive(cookie.id);
  products.setLine(tile.id, { ...tile.line, code: 'gb-71' });
  products.setLine(tile.id, tile.line);
  expect(products.restore(cookie.id).line.code).toBe('GB-71');
});

test('the sample product comes back from the archive without a code that is taken by now', () => {
  const { products } = openServices();
  const sample = products.ensureSample('Sample');
  products.setLine(sample.id, { ...sample.line, code: 'S-1' });
  products.archive(sample.id);
  const tile = products.create('Tile');
  products.setLine(tile.id, { ...tile.line, code: 'S-1' });
  expect(products.ensureSample('Sample')).toMatchObject({ id: sample.id, line: { code: null } });
});

test('a code is what a scanner can type, without blanks around it', () => {
  const { code } = lineSettingsSchema.shape;
  expect(code.parse(' GB 71 ')).toBe('GB 71');
  for (const wrong of ['', 'ab', 'x'.repeat(65), 'tab\there', '曲奇饼']) {
    expect(code.safeParse(wrong).success, wrong).toBe(false);
  }
});

test('so many defects are whole, 1 to 100', () => {
  const { alarmAfter } = lineSettingsSchema.shape;
  expect([1, 100, null].map((value) => alarmAfter.safeParse(value).success)).toEqual([true, true, true]);
  expect([0, 101, 2.5].map((value) => alarmAfter.safeParse(value).success)).toEqual([false, false, false]);
});
