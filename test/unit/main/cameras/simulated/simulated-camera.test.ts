import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { simulatedCamera } from '../../../../../src/main/cameras/simulated/simulated-camera.ts';
import { StationError } from '../../../../../src/shared/domain/station-error.ts';
import { frameLog } from '../../../../support/frame-log.ts';

/** Makes a picture whose only pixel holds its number. */
const numbered = (number: number) => ({ width: 1, height: 1, data: Uint8Array.of(number, 0, 0) });

async function play(
  onFrame?: Parameters<typeof frameLog>[0],
  take: Parameters<typeof simulatedCamera>[0] = numbered,
) {
  const log = frameLog(onFrame);
  const stop = await simulatedCamera(take, 100).start(log);
  onTestFinished(stop);
  return { log, stop };
}

const numberOf = (frame: { frame: { data: Uint8Array } } | undefined) => frame?.frame.data[0] ?? Number.NaN;

test('each picture has its number; those in between are counted as dropped', async () => {
  const { log, stop } = await play(() => sleep(45));
  await log.waitForFrames(5);
  await stop();
  let expected = -1;
  for (const frame of log.frames) {
    expected += frame.droppedBefore + 1;
    expect(numberOf(frame)).toBe(expected);
  }
  expect(log.frames.reduce((sum, { droppedBefore }) => sum + droppedBefore, 0)).toBeGreaterThan(0);
});

test('a camera that is stopped gives nothing more', async () => {
  const { log, stop } = await play();
  await log.waitForFrames(1);
  await stop();
  const count = log.frames.length;
  await sleep(100);
  expect(log.frames).toHaveLength(count);
});

test('a picture that fails is told and the camera goes on', async () => {
  const { log } = await play(undefined, (number) => {
    if (number === 0) throw new Error('no light');
    return numbered(number);
  });
  await log.waitForFrames(1);
  expect(log.problems).toMatchObject([{ code: 'CAMERA_UNAVAILABLE', detail: 'no light' }]);
});

test('a named failure while a frame is looked at stays what it is', async () => {
  const { log } = await play(({ frame }) => {
    if (frame.data[0] === 0) throw new StationError('WORKER_FAILED', 'The inspection process ended.');
    return true;
  });
  await log.waitForFrames(2);
  expect(log.problems).toMatchObject([{ code: 'WORKER_FAILED' }]);
});
