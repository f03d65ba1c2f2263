import { describe, expect, it } from 'vitest';
import { everyFrameQueue, latestFrameQueue } from '../../../../src/main/inspection/frame-queue.ts';

describe('frames that wait', () => {
  it('in live view are one: the latest', () => {
    const queue = latestFrameQueue<number>();
    expect([queue.put(1), queue.put(2), queue.put(3)]).toEqual([null, 1, 2]);
    expect([queue.take(), queue.take()]).toEqual([3, null]);
  });

  it('are all kept, in order, where each is a part', () => {
    const queue = everyFrameQueue<number>();
    for (const frame of [1, 2, 3]) expect(queue.put(frame)).toBeNull();
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([1, 2, 3, null]);
  });
});
