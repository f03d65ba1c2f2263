import { expect, test } from 'vitest';
import { createSharedWork } from '../../../../src/main/station/shared-work.ts';

/** Follows a work. @returns everything the follower hears, and the work's result */
async function hear<Result>(following: AsyncGenerator<number[], Result, void>) {
  const heard: number[] = [];
  for (;;) {
    const step = await following.next();
    if (step.done) return { heard, result: step.value };
    heard.push(...step.value);
  }
}

test('work is done once for all who ask meanwhile, and anew for who asks later', async () => {
  const shared = createSharedWork<number[], number>();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let times = 0;
  const work = async (tell: (progress: number[]) => void): Promise<number> => {
    tell([1]);
    await promise;
    tell([2]);
    return ++times;
  };
  const first = hear(shared.follow(work));
  const second = hear(shared.follow(work));
  expect(shared.underWay).toBe(true);
  resolve(undefined);
  const both = { heard: [1, 2], result: 1 };
  expect(await Promise.all([first, second])).toEqual([both, both]);
  expect(shared.underWay).toBe(false);
  expect(await hear(shared.follow(work))).toEqual({ heard: [1, 2], result: 2 });
});

test('work that fails fails for all who follow it, and goes on without who has left', async () => {
  const shared = createSharedWork<number[], number>();
  const { promise, reject } = Promise.withResolvers<number>();
  const work = (tell: (progress: number[]) => void): Promise<number> => {
    tell([1]);
    return promise;
  };
  const leaving = shared.follow(work);
  const staying = shared.follow(work);
  expect(await leaving.next()).toEqual({ done: false, value: [1] });
  expect(await staying.next()).toEqual({ done: false, value: [1] });
  await leaving.return(0);
  const end = staying.next();
  reject(new Error('the disk is full'));
  await expect(end).rejects.toThrow('the disk is full');
  expect(shared.underWay).toBe(false);
});
