import { expect, test } from 'vitest';
import { mapViews, viewsOf } from '../../../../../src/renderer/review/explanation/map-views.ts';
import { mapPartsOf, presetSchema } from '../../../../../src/shared/domain/families.ts';

test('every preset says what its maps are the sum of', () => {
  for (const preset of presetSchema.options) expect(mapPartsOf(preset), preset).not.toEqual([]);
});

test('a view is offered for each part that the models of a preset have, none for a map of one part', () => {
  expect(viewsOf('compact')).toEqual(['map', 'error', 'uncertainty']);
  expect(viewsOf('pyramid')).toEqual(['map', 'error', 'uncertainty']);
  expect(viewsOf('joined')).toEqual(['map', 'error', 'distance']);
  expect(viewsOf('instant')).toEqual(['map']);
  expect(viewsOf('thorough')).toEqual(['map']);
  expect(viewsOf('of a later version')).toEqual(mapViews);
});
