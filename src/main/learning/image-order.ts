import type { Random } from '../networks/random.ts';

/** Returns a random permutation of 0..count-1 (Fisher and Yates). */
export function permutation(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const value = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = value;
  }
  return order;
}

/** Returns a function that hands out items in random order, pass after pass, each item once per pass. */
export function createImageOrder<T>(items: readonly T[], random: Random): (count: number) => T[] {
  let waiting: T[] = [];
  return (count) => {
    while (waiting.length < count) {
      const pass = permutation(items.length, random).flatMap((index) => items.slice(index, index + 1));
      waiting = [...waiting, ...pass];
    }
    return waiting.splice(0, count);
  };
}
