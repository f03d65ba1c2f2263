import { expect, test } from 'vitest';
import type { LiveFrame, LiveResult } from '../../../../src/shared/contract/live.ts';
import { liveResult } from '../../../support/part-result.ts';
import { createFrameFeed } from '../../../../src/renderer/operator/frame-feed.ts';

const sessionId = '11111111-1111-4111-8111-111111111111';

/** Makes a picture that remembers whether it was closed; only browsers have ImageBitmap itself. */
function picture() {
  return {
    width: 4,
    height: 3,
    closed: false,
    close(): void {
      this.closed = true;
    },
  };
}

function setUp(options: { open?: boolean } = {}) {
  const sent: LiveFrame[] = [];
  const pictures: ReturnType<typeof picture>[] = [];
  let time = 0;
  let open = options.open ?? true;
  const feed = createFrameFeed({
    sessionId,
    firstNumber: 7,
    grab() {
      const taken = picture();
      pictures.push(taken);
      return { width: 4, height: 3, pixels: new Uint8Array(48), picture: taken, takenAt: 1, captureMs: 2 };
    },
    send(header) {
      if (open) sent.push(header);
      return open;
    },
    now: () => time,
  });
  return {
    feed,
    sent,
    pictures,
    pass: (milliseconds: number) => (time += milliseconds),
    setOpen: (value: boolean) => (open = value),
  };
}

const resultOf = (frameNumber: number): LiveResult => liveResult({ sessionId, frameNumber });

test('two frames at most are under way; the latest waits, the others are dropped and counted', () => {
  const { feed, sent } = setUp();
  for (let offered = 0; offered < 6; offered++) feed.offer();
  expect(sent.map(({ number }) => number)).toEqual([7, 8]);
  feed.settle(7);
  expect(sent.map(({ number, droppedBefore }) => [number, droppedBefore])).toEqual([
    [7, 0],
    [8, 0],
    [9, 3],
  ]);
});

test('pictures that the browser did not hand over count as dropped before the next one', () => {
  const { feed, sent } = setUp();
  feed.offer();
  feed.offer(2);
  feed.offer(1);
  feed.offer();
  feed.settle(7);
  feed.settle(8);
  expect(sent.map(({ number, droppedBefore }) => [number, droppedBefore])).toEqual([
    [7, 0],
    [8, 2],
    [9, 2],
  ]);
});

test('each of two frames under way keeps its own picture', () => {
  const { feed, pictures } = setUp();
  feed.offer();
  feed.offer();
  expect(feed.take(resultOf(8))).toBe(pictures[1]);
  expect(feed.take(resultOf(7))).toBe(pictures[0]);
});

test('nothing is sent after a settled frame when no newer one waits', () => {
  const { feed, sent } = setUp();
  feed.offer();
  feed.settle(7);
  expect(sent).toHaveLength(1);
  feed.offer();
  expect(sent).toHaveLength(2);
});

test('the picture of a result is the very one that was sent, also when a problem was told first', () => {
  const { feed, pictures } = setUp();
  feed.offer();
  feed.settle(7);
  expect(feed.take(resultOf(7))).toBe(pictures[0]);
  expect(feed.take(resultOf(7))).toBeNull();
  expect(pictures[0]?.closed).toBe(false);
});

test('a result of another session or frame has no picture here', () => {
  const { feed } = setUp();
  feed.offer();
  expect(feed.take({ ...resultOf(7), sessionId: '22222222-2222-4222-8222-222222222222' })).toBeNull();
  expect(feed.take(resultOf(6))).toBeNull();
});

test('pictures that nobody asked for are let go', () => {
  const { feed, pictures } = setUp();
  feed.offer();
  feed.settle(7);
  feed.offer();
  feed.settle(8);
  expect(pictures.map(({ closed }) => closed)).toEqual([true, false]);
});

test('a frame that the station never answers is given up after a while', () => {
  const { feed, sent, pass } = setUp();
  feed.offer();
  feed.offer();
  pass(19_000);
  feed.offer();
  expect(sent).toHaveLength(2);
  pass(2_000);
  feed.offer();
  expect(sent.map(({ number }) => number)).toEqual([7, 8, 9]);
});

test('without a connection nothing is under way, so the next picture is tried at once', () => {
  const { feed, sent, setOpen, pictures } = setUp({ open: false });
  feed.offer();
  expect(pictures[0]?.closed).toBe(true);
  setOpen(true);
  feed.offer();
  expect(sent.map(({ number }) => number)).toEqual([7]);
});
