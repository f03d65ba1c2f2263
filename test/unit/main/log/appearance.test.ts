import { expect, test } from 'vitest';
import { pictureEveryMs, placeInLog } from '../../../../src/main/log/appearance.ts';

const inView = { entry: { id: 1 }, shown: 'defect', picturedAt: 10_000 } as const;

test('the first frame that is not good has an entry of its own', () => {
  expect(placeInLog(null, 'review', 0, false)).toBe('new-entry');
});

test('the frames that follow within a second belong to the same entry', () => {
  expect(placeInLog(inView, 'defect', inView.picturedAt, false)).toBe('same-entry');
  expect(placeInLog(inView, 'defect', inView.picturedAt + pictureEveryMs - 1, false)).toBe('same-entry');
});

test('after a second a new picture is kept', () => {
  expect(placeInLog(inView, 'defect', inView.picturedAt + pictureEveryMs, false)).toBe('new-entry');
});

test('a changed verdict is a new entry, for better and for worse', () => {
  expect(placeInLog(inView, 'review', inView.picturedAt + 1, false)).toBe('new-entry');
  expect(placeInLog({ ...inView, shown: 'review' }, 'defect', inView.picturedAt + 1, false)).toBe(
    'new-entry',
  );
});

test('frames that are not inspected for the same reason belong together, those of another do not', () => {
  const dead = { ...inView, shown: 'worker-failed' } as const;
  expect(placeInLog(dead, 'worker-failed', inView.picturedAt + 1, false)).toBe('same-entry');
  expect(placeInLog(dead, 'not-logged', inView.picturedAt + 1, false)).toBe('new-entry');
  expect(placeInLog(dead, 'defect', inView.picturedAt + 1, false)).toBe('new-entry');
});

test('a clock that was set back never hides a picture', () => {
  expect(placeInLog(inView, 'defect', inView.picturedAt - 1, false)).toBe('new-entry');
});

test('where each frame is a part, each has its entry', () => {
  expect(placeInLog(inView, 'defect', inView.picturedAt + 1, true)).toBe('new-entry');
});
