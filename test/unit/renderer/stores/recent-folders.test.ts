import { expect, test } from 'vitest';
import { withFolder } from '../../../../src/renderer/stores/recent-folders.ts';

test('the folder used last comes first, each once, eight at most', () => {
  expect(withFolder(['/a', '/b'], '/b')).toEqual(['/b', '/a']);
  const many = Array.from({ length: 8 }, (_, index) => `/${index}`);
  expect(withFolder(many, '/new')).toEqual(['/new', ...many.slice(0, 7)]);
});
