import { expect, test } from 'vitest';
import {
  firstChoice,
  queryOf,
  readChoice,
  toDriftRequest,
  toFilter,
  weekdayOf,
} from '../../../../../src/renderer/review/statistics/statistics-choice.ts';
import { driftRequestSchema, statisticsFilterSchema } from '../../../../../src/shared/contract/statistics.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const modelId = 'c1f1f4a0-7b86-4d5e-9a29-0f6f6a0a2b11';

test('a lane is kept in the address, and figures and the control chart are asked for it', () => {
  const choice = readChoice({ lane: '2', time: 'all' });
  expect(queryOf(choice)).toEqual({ lane: '2', time: 'all' });
  expect(statisticsFilterSchema.parse(toFilter(choice, now, 'Asia/Tokyo'))).toEqual({ lane: 2 });
  expect(driftRequestSchema.parse(toDriftRequest(choice, modelId, now, 'Asia/Tokyo'))).toMatchObject({
    lane: 2,
    modelId,
  });
});

test('shift, source, cause and weekday narrow what knows them', () => {
  const choice = readChoice({ shift: '7', source: 'push', cause: 'dent', weekday: '3', time: 'all' });
  const filter = { shiftId: 7, source: 'push', cause: 'dent' };
  expect(statisticsFilterSchema.parse(toFilter(choice, now, 'Asia/Tokyo'))).toEqual(filter);
  expect(weekdayOf(choice)).toBe(3);
  const drift = toDriftRequest(choice, modelId, now, 'Asia/Tokyo');
  expect(driftRequestSchema.parse(drift)).toMatchObject({ shiftId: 7, source: 'push' });
  expect(drift).not.toHaveProperty('cause');
  const wrong = readChoice({ ...firstChoice, shift: 'x', source: 'moon', weekday: '8', time: 'all' });
  expect([toFilter(wrong, now, 'Asia/Tokyo'), weekdayOf(wrong)]).toEqual([{}, undefined]);
});

test('what is no lane filters nothing', () => {
  for (const lane of ['', 'x', '0', '1.5']) {
    const choice = readChoice({ ...firstChoice, lane, time: 'all' });
    expect(toFilter(choice, now, 'Asia/Tokyo')).toEqual({});
  }
});
