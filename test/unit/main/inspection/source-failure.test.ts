import { expect, test, vi } from 'vitest';
import { watchSource } from '../../../../src/main/inspection/source-failure.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { frameLog } from '../../../support/frame-log.ts';

const gone = new StationError('CAMERA_UNAVAILABLE', 'The camera is gone.');
const unreadable = { name: null, capturedAt: 0, problem: gone };

test('a source that has named a problem and gives nothing has failed, until something comes', async () => {
  const told: (string | null)[] = [];
  const log = frameLog();
  const source = watchSource(() => void told.push(source.message), 20);
  const listener = source.watch(log);
  listener.onProblem(gone);
  expect(source.message).toBeNull();
  await vi.waitFor(() => expect(told).toEqual(['The camera is gone.']));
  listener.onProblem(gone);
  await listener.onUnreadable(unreadable);
  expect(told).toEqual(['The camera is gone.', null]);
  expect(log.problems).toHaveLength(2);
});

test('a problem that pictures go on with is no failure', async () => {
  const told: unknown[] = [];
  const source = watchSource(() => void told.push(source.message), 20);
  const listener = source.watch(frameLog());
  listener.onProblem(gone);
  await listener.onUnreadable(unreadable);
  await new Promise((resolve) => setTimeout(resolve, 60));
  listener.onProblem(gone);
  source.clear();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(told).toEqual([]);
});
