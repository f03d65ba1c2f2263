import { expect, test } from 'vitest';
import { labelOf } from '../../../../../src/renderer/engineer/images/label-choice.ts';
import { imageLabelSchema } from '../../../../../src/shared/contract/datasets.ts';

test.each([
  [{ role: 'training', kind: 'crack' } as const, { purpose: 'training', label: 'good', kind: null }],
  [{ role: 'good', kind: 'crack' } as const, { purpose: 'test', label: 'good', kind: null }],
  [{ role: 'defect', kind: ' crack ' } as const, { purpose: 'test', label: 'defect', kind: 'crack' }],
  [{ role: 'defect', kind: '  ' } as const, { purpose: 'test', label: 'defect', kind: null }],
])('%o is a label that the station takes', (choice, label) => {
  expect(labelOf(choice)).toEqual(label);
  expect(imageLabelSchema.parse(labelOf(choice))).toEqual(label);
});

test('a defect is not called “good”', () => {
  expect(labelOf({ role: 'defect', kind: 'Good' })).toBeNull();
});
