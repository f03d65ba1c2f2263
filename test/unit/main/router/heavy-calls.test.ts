import { expect, test } from 'vitest';
import { createHeavyCalls } from '../../../../src/main/router/heavy-calls.ts';
import type { User } from '../../../../src/shared/domain/role.ts';

const viewer: User = { name: 'Vera', roles: ['viewer'] };
const engineer: User = { name: 'Enno', roles: ['engineer'] };

/** Makes calls that last until the test ends them. */
function open() {
  const calls = new Array<() => void>();
  return {
    calls,
    call: () => new Promise<string>((resolve) => calls.push(() => resolve('done'))),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('two calls of a person run, the others wait; beyond twenty they are refused, and nobody else waits', async () => {
  const heavy = createHeavyCalls();
  const { calls, call } = open();
  const asked = Array.from({ length: 22 }, () => heavy.run(viewer, call));
  await settle();
  expect(calls).toHaveLength(2);
  await expect(heavy.run(viewer, call)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await heavy.run(engineer, () => 'at once')).toBe('at once');
  for (let ended = 0; ended < asked.length; ended++) {
    calls[ended]?.();
    await settle();
  }
  expect(await Promise.all(asked)).toEqual(Array<string>(22).fill('done'));
});

test('a stream has its place until it ends or is left; who waits may leave, too', async () => {
  const heavy = createHeavyCalls();
  async function* events() {
    for (let event = 0; event < 3; event++) yield await Promise.resolve(event);
  }
  const first = heavy.stream(viewer, events);
  const second = heavy.stream(viewer, events);
  await first.next();
  await second.next();
  const leaving = new AbortController();
  const gone = heavy.run(viewer, () => 'never', leaving.signal);
  const waiting = heavy.run(viewer, () => 'in its turn');
  leaving.abort();
  await expect(gone).rejects.toMatchObject({ code: 'CANCELLED' });
  await first.return();
  expect(await waiting).toBe('in its turn');
  for await (const event of second) if (event === 2) break;
  expect(await heavy.run(viewer, () => 'free')).toBe('free');
});
