import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  FrameListener,
  FrameSource,
  SourceFrame,
} from '../../../../../src/main/cameras/frame-source.ts';
import {
  triggerSource,
  type TriggerOptions,
} from '../../../../../src/main/inspection/triggers/triggered-source.ts';
import { stationTime } from '../../../../../src/main/station/clock.ts';
import type { Trigger } from '../../../../../src/shared/domain/triggers.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { frameLog } from '../../../../support/frame-log.ts';

const camera: TriggerOptions = { deadlineMs: null, waits: false, underWay: 0 };
const software = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;

/** Makes a camera that gives a frame when the test says so. */
function handCamera() {
  let listener: FrameListener | null = null;
  let number = 0;
  const source: FrameSource = {
    start: (given) => {
      listener = given;
      return Promise.resolve(async () => {
        listener = null;
        await Promise.resolve();
      });
    },
  };
  /** Gives a frame. @param change fields of the frame that differ */
  const give = async (change: Partial<SourceFrame> = {}): Promise<boolean> => {
    const frame = { width: 1, height: 1, data: Uint8Array.of(number++, 0, 0) };
    const usual = { frame, name: null, capturedAt: stationTime(), captureMs: 0, droppedBefore: 0 };
    return (await listener?.onFrame({ ...usual, ...change })) ?? false;
  };
  return { source, give };
}

async function start(trigger: Trigger, options: Partial<TriggerOptions> = {}) {
  const { source, give } = handCamera();
  const triggered = triggerSource(source, trigger, { ...camera, ...options });
  const log = frameLog();
  const stop = await triggered.start(log);
  onTestFinished(stop);
  const numbers = () => log.frames.map(({ frame }) => frame.data[0]);
  /** Waits until the station's clock shows another millisecond. */
  const later = () => sleep(3);
  let partNumber = 0;
  const ask = (serial: string | null): void => triggered.ask({ partNumber: ++partNumber, serial });
  return { triggered, ask, give, log, stop, numbers, later };
}

describe('a trigger by software', () => {
  it('takes the first frame that was exposed after the request, and none else', async () => {
    const { ask, give, log, numbers, later } = await start(software);
    await give();
    const before = stationTime();
    await later();
    ask('A-17');
    await give({ capturedAt: before });
    await later();
    await give();
    await give();
    expect(numbers()).toEqual([2]);
    expect(log.names()).toEqual(['A-17']);
    expect(log.frames[0]?.asked).toEqual({ partNumber: 1, serial: 'A-17' });
  });

  it('waits for its delay', async () => {
    const { ask, give, numbers } = await start({ ...software, delayMs: 1000 });
    const asked = stationTime();
    ask(null);
    await give({ capturedAt: asked + 900 });
    await give({ capturedAt: asked + 1100 });
    expect(numbers()).toEqual([1]);
  });

  it('refuses a part while the one before waits for its picture, and one within the debounce', async () => {
    const { ask, give, later } = await start({ ...software, debounceMs: 60_000 });
    ask(null);
    expect(await failureOf(() => ask(null))).toMatchObject({
      code: 'CONFLICT',
      message: 'The part before still waits for its picture. Ask again once that is taken.',
    });
    await later();
    await give();
    expect(await failureOf(() => ask(null))).toMatchObject({
      code: 'CONFLICT',
      message: 'The last part was asked for less than 60000 ms ago. Ask for the next one later.',
    });
  });

  it('gives a part without a picture its outcome at the deadline', async () => {
    const { ask, log, give } = await start(software, { deadlineMs: 30 });
    ask('A-18');
    await log.waitForUnreadable(1);
    expect(log.unreadable).toMatchObject([
      {
        name: 'A-18',
        reason: 'late',
        problem: { message: 'The camera gave no picture within 30 ms of the trigger. Check the camera.' },
      },
    ]);
    await give();
    expect(log.frames).toEqual([]);
  });

  it('gives a part its outcome when the inspection is stopped first', async () => {
    const { ask, log, stop } = await start(software);
    ask(null);
    await stop();
    expect(log.unreadable).toMatchObject([{ reason: 'no-picture', problem: { code: 'CANCELLED' } }]);
    expect(await failureOf(() => ask(null))).toMatchObject({ code: 'CONFLICT' });
  });

  it('passes over what a window may have sent before the request', async () => {
    const { ask, give, numbers, later } = await start(software, { underWay: 2 });
    ask(null);
    await later();
    for (let windowNumber = 0; windowNumber < 4; windowNumber++) await give({ windowNumber });
    expect(numbers()).toEqual([2]);
  });

  it('is at its mark once the part that was asked for has been handed over', async () => {
    const { triggered, ask, give, numbers, later } = await start(software);
    ask(null);
    const seen: unknown[] = [];
    await triggered.mark?.(() => seen.push([...numbers()]));
    expect(seen).toEqual([]);
    await later();
    await give();
    expect(seen).toEqual([[0]]);
  });
});

describe('a trigger by the camera', () => {
  it('makes each frame a part, those that it lost included', async () => {
    const { give, log, numbers } = await start({ kind: 'hardware' });
    await give();
    await give({ droppedBefore: 2 });
    expect(numbers()).toEqual([0, 1]);
    expect(log.frames.map(({ droppedBefore }) => droppedBefore)).toEqual([0, 0]);
    expect(log.unreadable.map(({ reason }) => reason)).toEqual(['late', 'late']);
  });

  it('does not have the camera wait for a verdict, nor be asked for parts', async () => {
    const { source, give } = handCamera();
    const triggered = triggerSource(source, { kind: 'hardware' }, camera);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const log = frameLog(() => promise);
    onTestFinished(await triggered.start(log));
    await give();
    await give();
    expect(log.frames).toHaveLength(2);
    resolve(undefined);
    expect(await failureOf(() => triggered.ask({ partNumber: 1, serial: null }))).toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('what parts are called', () => {
  it('by what asks, else by what was scanned last, else by the source', async () => {
    const { triggered, ask, give, log, later } = await start(software);
    const take = async (serial: string | null): Promise<void> => {
      ask(serial);
      await later();
      await give({ name: 'file.png' });
    };
    triggered.nameNext('S-0');
    await take('P-1');
    triggered.nameNext('S-1');
    triggered.nameNext('S-2');
    await take(null);
    await take(null);
    expect(log.names()).toEqual(['P-1', 'S-2', 'file.png']);
  });
});
