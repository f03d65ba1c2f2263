import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { keepSmallestDefect, smallestDefectOption } from '../../../../src/main/cli/smallest-defect.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { greyPng } from '../../../support/grey-png.ts';
import { testStation } from '../../../support/headless-station.ts';

test('the smallest defect is given in pixels or shares of a side, by masks, or taken back', () => {
  expect(smallestDefectOption('12px')).toEqual({ kind: 'pixels', value: 12 });
  expect(smallestDefectOption('0.8%')).toEqual({ kind: 'percent', value: 0.8 });
  expect(smallestDefectOption('masks')).toEqual({ kind: 'masks' });
  expect(smallestDefectOption('none')).toEqual({ kind: 'none' });
  for (const text of ['12', '0px', '-3px', 'px', '5 mm', 'tiny']) {
    expect(() => smallestDefectOption(text), text).toThrow('12px');
  }
});

test('it is kept with the product and picks a preset; what no preset sees is said', async () => {
  const station = await testStation();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const product = await client.products.create({ name: 'Disc' });
  const notes: string[] = [];
  const keep = (text: string) =>
    keepSmallestDefect(
      { client, terminal: { note: (line) => void notes.push(line) } },
      product,
      smallestDefectOption(text),
    );
  const kept = async () => (await client.products.get({ id: product.id })).smallestDefect;

  await expect(keep('8px')).rejects.toThrow('no picture yet');
  await expect(keep('masks')).rejects.toThrow('no test images with masks');
  await expect(keep('101%')).rejects.toThrow('no larger than the picture');
  const file = new File([new Uint8Array(await greyPng(new Uint8Array(1600).fill(90), 40, 8))], 'part.png');
  await client.datasets.upload({ productId: product.id, file, origin: 'upload' });
  expect(await keep('4px')).toBe('thorough');
  expect(await kept()).toBeCloseTo(0.1);
  expect(await keep('2%')).toBe('fine');
  expect(notes.join()).toContain('15.4 px at 768 × 768');
  expect(notes.join()).not.toContain('may pass');
  expect(await keep('0.5%')).toBe('fine');
  expect(notes.join()).toContain('may pass');
  expect(await keep('none')).toBeNull();
  expect(await kept()).toBeNull();
});
