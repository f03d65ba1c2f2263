import { describe, expect, it, vi } from 'vitest';
import { restartBudget, type RestartBudget } from '../../../../src/main/host/restart-budget.ts';
import { counted } from '../../../support/counts.ts';
import { dyingHost } from '../../../support/dying-host.ts';
import { numberedFrame as frame, smallLine as line } from '../../../support/small-line.ts';

describe('a session whose inspection process fails too often', () => {
  /** Makes a budget of that many starts; the test may add more. */
  function startsLeft(count: number) {
    const left = { count };
    const isSpent = (): boolean => left.count === 0;
    const budget: RestartBudget = {
      take: () => !isSpent() && left.count-- > 0,
      spentUntil: (now) => (isSpent() ? now + 60_000 : null),
    };
    return { left, budget };
  }

  it('holds its parts until the process may be started again, and passes none over', async () => {
    const { left, budget } = startsLeft(2);
    const session = line(false, dyingHost(new Set([2, 3])), budget);
    const accepted = [0, 1, 2, 3].map((part) => session.runner.accept(frame(part)));
    await vi.waitUntil(() => left.count === 0 && session.isStalled(), 20_000);
    expect(session.results.map(({ frameNumber }) => frameNumber)).toEqual([0]);
    left.count = 1;
    expect(await Promise.all(accepted)).toEqual([true, true, true, true]);
    expect(session.results.map(({ frameNumber }) => frameNumber)).toEqual([0, 1, 2, 3]);
    expect(session.uninspected).toEqual([]);
  });

  it('names the part that takes the process down each time, and it alone', async () => {
    const session = line(false, dyingHost(new Set([2, 3, 4])), restartBudget(10));
    const accepted = [0, 1, 2].map((part) => session.runner.accept(frame(part)));
    expect(await Promise.all(accepted)).toEqual([true, false, true]);
    expect(session.uninspected).toMatchObject([{ frameNumber: 1, reason: 'worker-failed' }]);
  });

  it('can be stopped at once: what waits in a folder comes again', async () => {
    const session = line(false, dyingHost(new Set([1])), startsLeft(1).budget);
    const accepted = [0, 1].map((part) => session.runner.accept(frame(part)));
    await vi.waitUntil(() => session.isStalled(), 20_000);
    await session.runner.stop(true);
    expect(await Promise.all(accepted)).toEqual([false, false]);
    expect(session.uninspected).toMatchObject([{ frameNumber: 0, reason: 'worker-failed' }]);
  });

  it('drops frames of a camera meanwhile, and looks at the latest one then', async () => {
    const { left, budget } = startsLeft(1);
    const session = line(true, dyingHost(new Set([1])), budget);
    await session.runner.accept(frame(0));
    const accepted = [1, 2, 3].map((number) => session.runner.accept(frame(number)));
    left.count = 1;
    expect(await Promise.all(accepted)).toEqual([false, false, true]);
    expect(session.uninspected.map(({ frameNumber }) => frameNumber)).toEqual([0]);
    expect(session.runner.counts).toEqual({ ...counted({ review: 1, 'not-inspected': 1 }), dropped: 2 });
  });
});

it('a stop gives the part up whose run does not end, and says so', async () => {
  const session = line(false);
  session.hang();
  const accepted = [0, 1].map((part) => session.runner.accept(frame(part)));
  await session.runner.stop(true);
  expect(await Promise.all(accepted)).toEqual([false, false]);
  const detail = expect.stringContaining('had not answered after 2 s');
  expect(session.uninspected).toMatchObject([
    { frameNumber: 0, detail },
    { frameNumber: 1, detail },
  ]);
});
